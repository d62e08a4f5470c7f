type Event = [action: 'send' | 'ack', queue: string, message: string];

/** For each queue in which something waits: its name and the message that has waited longest. */
function oldestUnacked(events: Event[]): [queue: string, message: string][] {
  return [];
}
