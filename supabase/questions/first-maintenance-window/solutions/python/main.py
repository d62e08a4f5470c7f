DAY = 1440


def first_window(meetings: list[list[int]], length: int) -> int:
    free_from = 0
    for begin, end in sorted(meetings):
        if begin - free_from >= length:
            return free_from
        free_from = max(free_from, end)
    return free_from if DAY - free_from >= length else -1
