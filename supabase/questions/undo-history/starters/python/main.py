def standing_choices(lines: list[str]) -> list[str]:
    """The values that stand after these lines, the oldest first."""
    return ["?"]
