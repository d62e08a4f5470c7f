from bisect import bisect_left, insort


class Gaps:
    """The free stretches of a disk, by size and by place."""

    def __init__(self) -> None:
        self.by_size: list[tuple[int, int]] = []  # (size, start), sorted
        self.size_at: dict[int, int] = {}  # by start
        self.start_of: dict[int, int] = {}  # by end

    def add(self, start: int, size: int) -> None:
        insort(self.by_size, (size, start))
        self.size_at[start] = size
        self.start_of[start + size] = start

    def remove(self, start: int) -> int:
        size = self.size_at.pop(start)
        del self.start_of[start + size]
        del self.by_size[bisect_left(self.by_size, (size, start))]
        return size

    def take(self, size: int) -> int:
        """Takes blocks from the smallest gap that has enough; -1 when there is none."""
        index = bisect_left(self.by_size, (size, 0))
        if index == len(self.by_size):
            return -1
        start = self.by_size[index][1]
        left = self.remove(start) - size
        if left > 0:
            self.add(start + size, left)
        return start

    def give_back(self, start: int, size: int) -> int:
        """Joins blocks with the gaps beside them; returns the size of the whole gap."""
        end = start + size
        if end in self.size_at:
            end += self.remove(end)
        if start in self.start_of:
            start = self.start_of[start]
            self.remove(start)
        self.add(start, end - start)
        return end - start


def place_extents(size: int, requests: list[str]) -> list[int]:
    gaps = Gaps()
    gaps.add(0, size)
    extents: dict[str, tuple[int, int]] = {}
    answers = []
    for request in requests:
        kind, name, *rest = request.split(" ")
        answer = -1
        if kind == "free" and name in extents:
            answer = gaps.give_back(*extents.pop(name))
        elif kind == "alloc" and name not in extents:
            count = int(rest[0])
            answer = gaps.take(count)
            if answer >= 0:
                extents[name] = (answer, count)
        answers.append(answer)
    return answers
