def number_headings(lines: list[str]) -> list[str]:
    """The headings of the document in order, each with its number before it."""
    return []
