def cheapest_backups(changes: list[int], full_cost: int, max_chain: int) -> int:
    nights = len(changes)
    best = [float("inf")] * (nights + 1)  # least cost of the nights before this one
    best[0] = 0
    for full in range(nights):
        cost = best[full] + full_cost
        size = 0
        best[full + 1] = min(best[full + 1], cost)
        for night in range(full + 1, min(full + max_chain + 1, nights)):
            size += changes[night]
            cost += size
            if cost < best[night + 1]:
                best[night + 1] = cost
    return int(best[nights])
