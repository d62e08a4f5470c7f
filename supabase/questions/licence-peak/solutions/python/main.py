from collections import Counter


def licence_peak(users: list[str], starts: list[int], ends: list[int], grace: int) -> list[int]:
    # An end (-1) comes before a start (+1) of the same second.
    events = sorted(
        [(start, 1, user) for user, start in zip(users, starts)]
        + [(end + grace, -1, user) for user, end in zip(users, ends)]
    )
    sessions: Counter[str] = Counter()
    held = peak = peak_at = 0
    for second, change, user in events:
        had = sessions[user]
        sessions[user] += change
        if had == 0:
            held += 1
        elif sessions[user] == 0:
            held -= 1
        if held > peak:
            peak, peak_at = held, second
    return [peak, peak_at]
