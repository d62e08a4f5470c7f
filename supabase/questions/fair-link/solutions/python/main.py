import heapq


def finish_times(
    capacity: int, arrivals: list[int], sizes: list[int], weights: list[int]
) -> list[float]:
    finishes = [0.0] * len(arrivals)
    under_way: list[tuple[float, int]] = []  # (reading of the counter at the end, transfer)
    now = 0.0
    counter = 0.0  # megabytes that a transfer of weight 1 would have got
    total_weight = 0
    arrived = 0
    while arrived < len(arrivals) or under_way:
        if not under_way:
            now, counter = max(now, arrivals[arrived]), 0.0
        else:
            end = now + (under_way[0][0] - counter) * total_weight / capacity
            if arrived == len(arrivals) or end <= arrivals[arrived]:
                counter, transfer = heapq.heappop(under_way)
                total_weight -= weights[transfer]
                finishes[transfer] = now = end
                continue
            counter += (arrivals[arrived] - now) * capacity / total_weight
            now = arrivals[arrived]
        heapq.heappush(under_way, (counter + sizes[arrived] / weights[arrived], arrived))
        total_weight += weights[arrived]
        arrived += 1
    return finishes
