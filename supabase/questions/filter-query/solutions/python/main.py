import re
from collections.abc import Callable

Test = Callable[[set[str]], bool]


def filter_tickets(query: str, tickets: list[str]) -> list[int]:
    words = re.findall(r"[()]|[^\s()]+", query)
    test = Parser(words).parse_or() if words else lambda ticket: True
    return [i for i, ticket in enumerate(tickets) if test(collect_pairs(ticket))]


def collect_pairs(ticket: str) -> set[str]:
    """The pairs of a ticket, and name:* for each of its names."""
    pairs = set(ticket.split())
    return pairs | {pair.split(":")[0] + ":*" for pair in pairs}


class Parser:
    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.at = 0

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def take(self) -> str:
        self.at += 1
        return self.words[self.at - 1]

    def parse_or(self) -> Test:
        parts = [self.parse_and()]
        while self.peek() == "or":
            self.take()
            parts.append(self.parse_and())
        return lambda ticket: any(part(ticket) for part in parts)

    def parse_and(self) -> Test:
        parts = [self.parse_one()]
        while self.peek() not in ("", "or", ")"):
            if self.peek() == "and":
                self.take()
            parts.append(self.parse_one())
        return lambda ticket: all(part(ticket) for part in parts)

    def parse_one(self) -> Test:
        negations = 0
        while self.peek() == "not":
            self.take()
            negations += 1
        word = self.take()
        if word == "(":
            inner = self.parse_or()
            self.take()
        else:
            inner = lambda ticket: word in ticket  # noqa: E731
        return inner if negations % 2 == 0 else lambda ticket: not inner(ticket)
