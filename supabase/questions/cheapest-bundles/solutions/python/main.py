from math import inf


def lowest_price(needed: list[str], bundles: list[list[str]], prices: list[int]) -> int:
    bit = {feature: 1 << place for place, feature in enumerate(needed)}
    everything = (1 << len(needed)) - 1
    lowest = [inf] * (everything + 1)
    lowest[0] = 0
    for features, price in zip(bundles, prices):
        gained = 0
        for feature in features:
            gained |= bit.get(feature, 0)
        if gained == 0:
            continue
        for had in range(everything, -1, -1):
            total = lowest[had] + price
            if total < lowest[had | gained]:
                lowest[had | gained] = total
    return -1 if lowest[everything] == inf else int(lowest[everything])
