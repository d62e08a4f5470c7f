from collections import deque


def failure_rounds(dependencies: list[list[int]], needed: list[int], failed: list[int]) -> list[int]:
    count = len(dependencies)
    dependants: list[list[int]] = [[] for _ in range(count)]
    for service, ones in enumerate(dependencies):
        for one in ones:
            dependants[one].append(service)

    spare = [len(ones) - least for ones, least in zip(dependencies, needed)]
    rounds = [-1] * count
    for service in failed:
        rounds[service] = 0
    queue = deque(dict.fromkeys(failed))
    while queue:
        service = queue.popleft()
        for dependant in dependants[service]:
            spare[dependant] -= 1
            if spare[dependant] < 0 and rounds[dependant] < 0:
                rounds[dependant] = rounds[service] + 1
                queue.append(dependant)
    return rounds
