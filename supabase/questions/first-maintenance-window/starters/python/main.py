def first_window(meetings: list[list[int]], length: int) -> int:
    """First minute of a free window of this length, or -1."""
    return -2
