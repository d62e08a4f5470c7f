def smallest_cache(requests: list[str], wanted_hits: int) -> int:
    """Smallest number of places with at least the wanted hits, or -1."""
    return 0
