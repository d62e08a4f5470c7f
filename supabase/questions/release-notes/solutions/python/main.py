def format_notes(notes: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for note in notes:
        for number, line in enumerate(wrap(note.split(), width - 2)):
            lines.append(("- " if number == 0 else "  ") + line)
    return lines


def wrap(words: list[str], room: int) -> list[str]:
    pieces = [word[at:at + room] for word in words for at in range(0, len(word), room)]
    lines: list[str] = []
    for piece in pieces:
        if lines and len(lines[-1]) + 1 + len(piece) <= room:
            lines[-1] += " " + piece
        else:
            lines.append(piece)
    return lines
