def split_invoice(total_cents: int, weights: list[int]) -> list[int]:
    whole = sum(weights)
    parts = [total_cents * weight // whole for weight in weights]
    left = total_cents - sum(parts)
    by_loss = sorted(range(len(weights)), key=lambda i: -(total_cents * weights[i] % whole))
    for index in by_loss[:left]:
        parts[index] += 1
    return parts
