def rolling_percentile(times: list[int], latencies: list[int], window: int, percent: int) -> list[int]:
    """For each request the percentile of the window after it."""
    return [-1]
