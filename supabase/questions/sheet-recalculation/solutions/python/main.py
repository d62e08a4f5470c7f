import re
from operator import add, mul, sub

OPERATIONS = {"+": add, "-": sub, "*": mul}


def recalculate(cells: list[str]) -> list[str]:
    formulas: dict[str, list[str]] = {}
    for cell in cells:
        name, formula = cell.split("=")
        formulas[name.strip()] = re.findall(r"[A-Z][A-Z0-9]*|\d+|[-+*()]", formula)
    needs = {
        name: [word for word in words if word[0].isalpha() and word in formulas]
        for name, words in formulas.items()
    }

    shown: dict[str, str] = {}
    for group in find_groups(needs):
        for name in group:
            if len(group) > 1 or name in needs[name]:
                shown[name] = "#CIRCLE"
            elif any(
                word[0].isalpha() and shown.get(word, "#").startswith("#") for word in formulas[name]
            ):
                shown[name] = "#ERROR"
            else:
                shown[name] = str(Formula(formulas[name], shown).parse_sum())
    return [shown[name] for name in formulas]


def find_groups(needs: dict[str, list[str]]) -> list[list[str]]:
    """Strongly connected components (Tarjan), those that are needed first."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_names: list[str] = []
    is_open: set[str] = set()
    groups: list[list[str]] = []
    for root in needs:
        if root in index:
            continue
        work = [(root, iter(needs[root]))]
        index[root] = low[root] = len(index)
        open_names.append(root)
        is_open.add(root)
        while work:
            name, rest = work[-1]
            child = next(rest, None)
            if child is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[name])
                if low[name] == index[name]:
                    group = [open_names.pop()]
                    while group[-1] != name:
                        group.append(open_names.pop())
                    is_open.difference_update(group)
                    groups.append(group)
            elif child not in index:
                index[child] = low[child] = len(index)
                open_names.append(child)
                is_open.add(child)
                work.append((child, iter(needs[child])))
            elif child in is_open:
                low[name] = min(low[name], index[child])
    return groups


class Formula:
    def __init__(self, words: list[str], shown: dict[str, str]) -> None:
        self.words = words
        self.shown = shown
        self.at = 0

    def parse_sum(self) -> int:
        return self.parse_chain("+-", self.parse_product)

    def parse_product(self) -> int:
        return self.parse_chain("*", self.parse_part)

    def parse_chain(self, operators: str, parse_next) -> int:
        value = parse_next()
        while self.at < len(self.words) and self.words[self.at] in operators:
            operation = OPERATIONS[self.words[self.at]]
            self.at += 1
            value = operation(value, parse_next())
        return value

    def parse_part(self) -> int:
        word = self.words[self.at]
        self.at += 1
        if word == "(":
            value = self.parse_sum()
            self.at += 1
            return value
        return int(self.shown.get(word, word))
