from collections import OrderedDict


def smallest_cache(requests: list[str], wanted_hits: int) -> int:
    largest = len(set(requests))
    if count_hits(requests, largest) < wanted_hits:
        return -1
    low, high = 0, largest
    while low < high:
        middle = (low + high) // 2
        if count_hits(requests, middle) >= wanted_hits:
            high = middle
        else:
            low = middle + 1
    return low


def count_hits(requests: list[str], places: int) -> int:
    if places == 0:
        return 0
    cache: OrderedDict[str, None] = OrderedDict()
    hits = 0
    for key in requests:
        if key in cache:
            hits += 1
            cache.move_to_end(key)
            continue
        if len(cache) == places:
            cache.popitem(last=False)
        cache[key] = None
    return hits
