import heapq
from collections import defaultdict


def build_finish_times(agents: int, builds: list[list[int]], warm_saving: int) -> list[int]:
    busy: list[tuple[int, int]] = []  # (finish, agent)
    free = list(range(agents))
    warm: dict[int, list[int]] = defaultdict(list)  # free agents by their last project
    is_free = [True] * agents
    last = [-1] * agents
    finishes: list[int] = []
    now = 0
    free_count = agents

    for arrival, project, minutes in builds:
        now = max(now, arrival)
        if free_count == 0:
            # Agents that finished earlier are still in this heap: the earliest finish may be past.
            now = max(now, busy[0][0])
        while busy and busy[0][0] <= now:
            _, agent = heapq.heappop(busy)
            is_free[agent] = True
            free_count += 1
            heapq.heappush(free, agent)
            heapq.heappush(warm[last[agent]], agent)

        same = warm[project]
        while same and not (is_free[same[0]] and last[same[0]] == project):
            heapq.heappop(same)
        if same:
            agent = heapq.heappop(same)
            minutes = max(1, minutes - warm_saving)
        else:
            while not is_free[free[0]]:
                heapq.heappop(free)
            agent = heapq.heappop(free)

        is_free[agent] = False
        free_count -= 1
        last[agent] = project
        finishes.append(now + minutes)
        heapq.heappush(busy, (now + minutes, agent))
    return finishes
