INFINITY = float("inf")


def cheapest_patch(before: list[str], after: list[str], block_cost: int) -> int:
    open_cost = block_cost + 1
    # Least cost up to here when the last step kept, deleted or inserted.
    keep = [0] + [INFINITY] * len(after)
    delete = [INFINITY] * (len(after) + 1)
    insert = [INFINITY] + [block_cost + count for count in range(1, len(after) + 1)]
    for line in before:
        best_above = [min(three) for three in zip(keep, delete, insert)]
        delete = [min(d + 1, best + open_cost) for d, best in zip(delete, best_above)]
        keep = [INFINITY] + [
            best if line == other else INFINITY for best, other in zip(best_above, after)
        ]
        insert = [INFINITY] * (len(after) + 1)
        for j in range(1, len(after) + 1):
            other = min(keep[j - 1], delete[j - 1])
            insert[j] = min(insert[j - 1] + 1, other + open_cost)
    return int(min(keep[-1], delete[-1], insert[-1]))
