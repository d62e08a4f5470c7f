def merge_layers(layers: list[list[str]]) -> list[str]:
    settings: dict[str, str] = {}
    for layer in layers:
        for line in layer:
            if line.startswith("-"):
                remove(settings, line[1:])
            else:
                key, _, value = line.partition("=")
                settings[key] = value
    return [f"{key}={settings[key]}" for key in sorted(settings)]


def remove(settings: dict[str, str], key: str) -> None:
    for other in [name for name in settings if name == key or name.startswith(key + ".")]:
        del settings[other]
