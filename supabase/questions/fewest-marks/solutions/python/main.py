from collections import Counter


def fewest_marks(parents: list[int], wanted: list[int]) -> int:
    count = len(parents)
    children: list[list[int]] = [[] for _ in range(count)]
    for entry in range(1, count):
        children[parents[entry]].append(entry)

    # Levels that are best for an entry when they come from above; all others cost one mark more.
    best: list[set[int]] = [set() for _ in range(count)]
    marks = 0
    for entry in range(count - 1, -1, -1):  # children come before their parents
        if not children[entry]:
            if wanted[entry] >= 0:
                best[entry] = {wanted[entry]}
            continue
        sets = [best[child] for child in children[entry] if best[child]]
        if sets:
            best[entry], missed = combine(sets)
            marks += missed
    return marks + 1 if best[0] else marks


def combine(sets: list[set[int]]) -> tuple[set[int], int]:
    """The levels that most sets have, and how many sets lack each of them. May change the sets."""
    sets.sort(key=len)
    largest = sets.pop()
    counts = Counter(level for one in sets for level in one)
    for level in counts:
        if level in largest:
            counts[level] += 1
    most = max(counts.values(), default=1)
    missed = len(sets) + 1 - most
    if most > 1:
        return {level for level, number in counts.items() if number == most}, missed
    largest.update(counts)
    return largest, missed
