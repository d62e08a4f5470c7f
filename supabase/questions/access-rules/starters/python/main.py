def decide_access(rules: list[str], paths: list[str]) -> list[int]:
    """For each path, the index of the rule that decides, or -1."""
    return []
