def place_extents(size: int, requests: list[str]) -> list[int]:
    """One number for each request: where it was placed, or how much was given back."""
    return []
