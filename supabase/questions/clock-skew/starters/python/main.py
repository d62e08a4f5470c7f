def check_clocks(reports: list[str]) -> list[str]:
    """One answer for each report: new, agrees, contradicts <n>, or the answer to a question."""
    return []
