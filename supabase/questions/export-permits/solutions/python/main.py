import heapq


def fastest_transfer(sites: int, links: list[list[int]], issued: list[int], start: int, target: int) -> int:
    neighbours: list[list[tuple[int, int, int]]] = [[] for _ in range(sites)]
    for a, b, ms, permits in links:
        neighbours[a].append((b, ms, permits))
        neighbours[b].append((a, ms, permits))

    best = {(start, issued[start]): 0}
    heap = [(0, start, issued[start])]
    while heap:
        time, site, held = heapq.heappop(heap)
        if site == target:
            return time
        if time > best[site, held]:
            continue
        for other, ms, permits in neighbours[site]:
            if permits & ~held:
                continue
            state = (other, held | issued[other])
            if time + ms < best.get(state, float("inf")):
                best[state] = time + ms
                heapq.heappush(heap, (time + ms, *state))
    return -1
