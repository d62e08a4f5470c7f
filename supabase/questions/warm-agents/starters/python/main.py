def build_finish_times(agents: int, builds: list[list[int]], warm_saving: int) -> list[int]:
    """Minute at which each build finishes, in the order of the builds."""
    return []
