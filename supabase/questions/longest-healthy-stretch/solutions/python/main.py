def longest_healthy(times: list[int], healthy: list[bool], max_silence: int) -> list[int]:
    best: list[int] = []
    start = None
    previous = None
    for time, is_healthy in zip(times, healthy):
        if not is_healthy:
            start = None
        else:
            if start is None or time - previous > max_silence:
                start = time
            if not best or time - start > best[1] - best[0]:
                best = [start, time]
        previous = time
    return best
