def standing_choices(lines: list[str]) -> list[str]:
    done: list[str] = []
    undone: list[str] = []
    for line in lines:
        if line == "undo":
            if done:
                undone.append(done.pop())
        elif line == "redo":
            if undone:
                done.append(undone.pop())
        else:
            done.append(line.removeprefix("set "))
            undone.clear()
    return done
