from bisect import bisect_right
from collections import defaultdict


class Plans:
    """The best sum of a plan by when it ends; ends must be added in ascending order."""

    def __init__(self) -> None:
        self.ends: list[int] = []
        self.best: list[int] = []

    def add(self, end: int, total: int) -> None:
        self.ends.append(end)
        self.best.append(max(total, self.best[-1]) if self.best else total)

    def best_until(self, minute: int) -> int:
        index = bisect_right(self.ends, minute)
        return self.best[index - 1] if index else 0


def best_revenue(
    starts: list[int], ends: list[int], teams: list[int], prices: list[int], setup: int
) -> int:
    every = Plans()
    by_team: dict[int, Plans] = defaultdict(Plans)
    for end, start, team, price in sorted(zip(ends, starts, teams, prices)):
        own = by_team[team]
        total = price + max(every.best_until(start - setup), own.best_until(start))
        every.add(end, total)
        own.add(end, total)
    return every.best[-1] if every.best else 0
