import heapq


def delivery_times(
    arrivals: list[int], failures: list[int], base: int, cap: int, max_attempts: int
) -> list[int]:
    times = [-1] * len(arrivals)
    heap = [(due, job, 1) for job, due in enumerate(arrivals)]
    heapq.heapify(heap)
    now = 0
    while heap:
        due, job, attempt = heapq.heappop(heap)
        now = max(now, due)
        if attempt > failures[job]:
            times[job] = now
        elif attempt < max_attempts:
            delay = min(cap, base * 2 ** (attempt - 1))
            heapq.heappush(heap, (now + delay, job, attempt + 1))
        now += 1
    return times
