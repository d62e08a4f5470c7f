def cheapest_patch(before: list[str], after: list[str], block_cost: int) -> int:
    """The least cost of all patches that turn the old lines into the new ones."""
    return -1
