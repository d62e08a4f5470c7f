def lowest_price(needed: list[str], bundles: list[list[str]], prices: list[int]) -> int:
    """The lowest price that covers all that is needed, or -1."""
    return -2
