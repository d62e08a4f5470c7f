def filter_tickets(query: str, tickets: list[str]) -> list[int]:
    """Indices of the tickets that the query fits, in ascending order."""
    return []
