def longest_healthy(checks: list[str], limit: int) -> int:
    best = start = bad = 0
    for end, check in enumerate(checks):
        bad += check != "ok"
        while bad > limit:
            bad -= checks[start] != "ok"
            start += 1
        best = max(best, end - start + 1)
    return best
