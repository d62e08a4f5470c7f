def rolling_percentile(times: list[int], latencies: list[int], window: int, percent: int) -> list[int]:
    values = sorted(set(latencies))
    places = {value: index + 1 for index, value in enumerate(values)}
    # A Fenwick tree of how many latencies of each place are in the window.
    tree = [0] * (len(values) + 1)
    top = 1 << (len(values).bit_length() - 1) if values else 0

    def add(place: int, change: int) -> None:
        while place < len(tree):
            tree[place] += change
            place += place & -place

    def find(rank: int) -> int:
        at = 0
        step = top
        while step:
            if at + step < len(tree) and tree[at + step] < rank:
                at += step
                rank -= tree[at]
            step >>= 1
        return values[at]

    result: list[int] = []
    first = 0
    for index, time in enumerate(times):
        add(places[latencies[index]], 1)
        while times[first] <= time - window:
            add(places[latencies[first]], -1)
            first += 1
        size = index - first + 1
        result.append(find((percent * size + 99) // 100))
    return result
