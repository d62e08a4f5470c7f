def best_revenue(starts: list[int], ends: list[int], teams: list[int], prices: list[int], setup: int) -> int:
    """The largest sum of prices of bookings that can be accepted together."""
    return 0
