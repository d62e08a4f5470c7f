def licence_peak(users: list[str], starts: list[int], ends: list[int], grace: int) -> list[int]:
    """The most licences held at once, and the first moment at which so many are held."""
    return []
