type Event = [action: 'send' | 'ack', queue: string, message: string];

function oldestUnacked(events: Event[]): [queue: string, message: string][] {
  const waiting = new Map<string, Set<string>>();
  for (const [action, queue, message] of events) {
    const messages = waiting.get(queue) ?? new Set<string>();
    waiting.set(queue, messages);
    // Adding what is there already leaves it in its place.
    if (action === 'send') messages.add(message);
    else messages.delete(message);
  }
  const oldest: [string, string][] = [];
  for (const [queue, messages] of waiting) {
    for (const message of messages) {
      oldest.push([queue, message]);
      break;
    }
  }
  return oldest.sort(([a], [b]) => (a < b ? -1 : 1));
}
