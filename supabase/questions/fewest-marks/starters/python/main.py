def fewest_marks(parents: list[int], wanted: list[int]) -> int:
    """The least number of marks that give every file the level it wants."""
    return -1
