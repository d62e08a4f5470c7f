def oldest_unacked(events: list[list[str]]) -> list[list[str]]:
    waiting: dict[str, dict[str, None]] = {}
    for action, queue, message in events:
        messages = waiting.setdefault(queue, {})
        if action == "send":
            messages.setdefault(message)
        else:
            messages.pop(message, None)
    return [[queue, next(iter(waiting[queue]))] for queue in sorted(waiting) if waiting[queue]]
