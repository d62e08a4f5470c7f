def delivery_times(
    arrivals: list[int], failures: list[int], base: int, cap: int, max_attempts: int
) -> list[int]:
    """For each job the second in which it succeeds, or -1 if it is given up."""
    return [0]
