class Clocks:
    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.ahead: dict[str, int] = {}  # of its parent
        self.size: dict[str, int] = {}

    def find(self, name: str) -> tuple[str, int]:
        """The root of a clock's group, and how far the clock is ahead of it."""
        if name not in self.parent:
            self.parent[name], self.ahead[name], self.size[name] = name, 0, 1
        path = []
        while self.parent[name] != name:
            path.append(name)
            name = self.parent[name]
        total = 0
        for one in reversed(path):
            total += self.ahead[one]
            self.parent[one], self.ahead[one] = name, total
        return name, total

    def join(self, a: str, b: str, n: int) -> None:
        """Makes the root `a` be ahead of the root `b` by `n`."""
        if self.size[a] > self.size[b]:
            a, b, n = b, a, -n
        self.parent[a], self.ahead[a] = b, n
        self.size[b] += self.size[a]


def check_clocks(reports: list[str]) -> list[str]:
    clocks = Clocks()
    return [answer(clocks, *report.split(" ")) for report in reports]


def answer(clocks: Clocks, a: str, b: str, text: str) -> str:
    (root_a, ahead_a), (root_b, ahead_b) = clocks.find(a), clocks.find(b)
    is_known = root_a == root_b
    known = ahead_a - ahead_b
    if text == "?":
        return f"ahead {known}" if is_known else "unknown"
    n = int(text)
    if is_known:
        return "agrees" if known == n else f"contradicts {known}"
    clocks.join(root_a, root_b, n + ahead_b - ahead_a)
    return "new"
