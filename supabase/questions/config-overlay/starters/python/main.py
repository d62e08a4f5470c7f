def merge_layers(layers: list[list[str]]) -> list[str]:
    """The settings that hold after all layers, as key=value, sorted by key."""
    return []
