def abbreviation_length(hashes: list[str], minimum: int) -> int:
    ordered = sorted(set(hashes))
    needed = minimum
    for one, other in zip(ordered, ordered[1:]):
        common = 0
        while one[common] == other[common]:
            common += 1
        needed = max(needed, common + 1)
    return needed
