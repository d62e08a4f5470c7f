def longest_healthy(checks: list[str], limit: int) -> int:
    """Minutes of the longest stretch with at most `limit` checks that are not "ok"."""
    return -1
