def fastest_transfer(sites: int, links: list[list[int]], issued: list[int], start: int, target: int) -> int:
    """The least milliseconds from start to target, or -1."""
    return 0
