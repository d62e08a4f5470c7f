class Node:
    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.rule = -1


def decide_access(rules: list[str], paths: list[str]) -> list[int]:
    root = Node()
    for index, rule in enumerate(rules):
        node = root
        for part in rule[1:].split("/"):
            node = node.children.setdefault(part, Node())
        node.rule = index
    return [find_rule(root, path[1:].split("/")) for path in paths]


def find_rule(root: Node, parts: list[str]) -> int:
    found = -1
    level = [root]  # nodes that fit so far, the most specific first
    for part in parts:
        level = [
            node.children[name] for node in level for name in (part, "*") if name in node.children
        ]
        found = next((node.rule for node in level if node.rule >= 0), found)
    return found
