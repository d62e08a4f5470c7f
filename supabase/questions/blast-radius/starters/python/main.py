def failure_rounds(dependencies: list[list[int]], needed: list[int], failed: list[int]) -> list[int]:
    """The round in which each service fails, or -1 for those that stay up."""
    return []
