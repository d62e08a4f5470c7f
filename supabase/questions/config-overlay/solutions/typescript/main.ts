function mergeLayers(layers: string[][]): string[] {
  const settings = new Map<string, string>();
  for (const line of layers.flat()) {
    if (line.startsWith('-')) {
      remove(settings, line.slice(1));
    } else {
      const end = line.indexOf('=');
      settings.set(line.slice(0, end), line.slice(end + 1));
    }
  }
  return [...settings.keys()].sort().map((key) => `${key}=${settings.get(key)}`);
}

function remove(settings: Map<string, string>, key: string): void {
  for (const other of settings.keys()) {
    if (other === key || other.startsWith(`${key}.`)) settings.delete(other);
  }
}
