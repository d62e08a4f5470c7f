from collections import defaultdict


def start_waves(services: list[str], needs: list[list[str]]) -> list[list[str]]:
    waiting = {service: 0 for service in services}
    waiters = defaultdict(list)
    for service, needed in needs:
        waiting[service] += 1
        waiters[needed].append(service)
    waves = []
    started = 0
    wave = sorted(service for service in services if waiting[service] == 0)
    while wave:
        waves.append(wave)
        started += len(wave)
        freed = []
        for needed in wave:
            for service in waiters[needed]:
                waiting[service] -= 1
                if waiting[service] == 0:
                    freed.append(service)
        wave = sorted(freed)
    return waves if started == len(services) else []
