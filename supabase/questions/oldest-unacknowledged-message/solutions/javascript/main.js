function oldestUnacked(events) {
  const waiting = new Map();
  for (const [action, queue, message] of events) {
    if (!waiting.has(queue)) waiting.set(queue, new Set());
    const messages = waiting.get(queue);
    // Adding what is there already leaves it in its place.
    if (action === 'send') messages.add(message);
    else messages.delete(message);
  }
  return [...waiting.keys()]
    .filter((queue) => waiting.get(queue).size > 0)
    .sort()
    .map((queue) => [queue, waiting.get(queue).values().next().value]);
}
