import re

HEADING = re.compile(r"(#+) +(\S.*)")


def number_headings(lines: list[str]) -> list[str]:
    result = []
    stack = [[0, "", 0]]  # open headings: level, number, headings directly under it
    for level, text in find_headings(lines):
        while stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1]
        parent[2] += 1
        number = f"{parent[1]}.{parent[2]}" if parent[1] else str(parent[2])
        stack.append([level, number, 0])
        result.append(f"{number} {text}")
    return result


def find_headings(lines: list[str]) -> list[tuple[int, str]]:
    found = []
    in_fence = False
    for line in lines:
        if line.startswith("```"):
            in_fence = not in_fence
            continue
        match = HEADING.fullmatch(line)
        if match and not in_fence:
            found.append((len(match[1]), match[2].rstrip(" ")))
    return found
