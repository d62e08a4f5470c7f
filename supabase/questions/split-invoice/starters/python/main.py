def split_invoice(total_cents: int, weights: list[int]) -> list[int]:
    """Cents that each department pays, in the order of the weights."""
    return []
