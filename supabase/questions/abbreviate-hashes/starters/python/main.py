def abbreviation_length(hashes: list[str], minimum: int) -> int:
    """Smallest length, at least the minimum, at which all hashes still differ."""
    return 0
