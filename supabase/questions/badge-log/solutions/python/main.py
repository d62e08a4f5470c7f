def audit_badges(events: list[str]) -> list[str]:
    inside: dict[str, bool] = {}
    missed: dict[str, int] = {}
    for event in events:
        direction, name = event.split(" ")
        is_in = direction == "in"
        if inside.get(name, False) == is_in:
            missed[name] = missed.get(name, 0) + 1
        inside[name] = is_in

    report = []
    for name in sorted(inside):
        words = [name]
        if inside[name]:
            words.append("inside")
        if name in missed:
            words.append(f"missed {missed[name]}")
        if len(words) > 1:
            report.append(" ".join(words))
    return report
