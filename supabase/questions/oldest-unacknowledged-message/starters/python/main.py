def oldest_unacked(events: list[list[str]]) -> list[list[str]]:
    """For each queue in which something waits: its name and the message that has waited longest."""
    return []
