def format_notes(notes: list[str], width: int) -> list[str]:
    """The lines to print: each note as a bullet, wrapped at the width."""
    return []
