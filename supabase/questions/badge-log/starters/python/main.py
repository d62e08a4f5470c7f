def audit_badges(events: list[str]) -> list[str]:
    """One line for each person with something to report, sorted by name."""
    return []
