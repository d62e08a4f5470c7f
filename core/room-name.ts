const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PREFIX = 'interview-';

/** The room of an interview, as it stands in the socket's address. Throws when the id is not a lower-case UUID. */
export function makeRoomName(interviewId: string): string {
  if (!UUID.test(interviewId)) throw new Error(`Not an interview id: ${interviewId.slice(0, 40)}`);
  return PREFIX + interviewId;
}

/** The interview that a room name stands for, or null when the name is not one of ours. */
export function parseRoomName(roomName: string): string | null {
  if (!roomName.startsWith(PREFIX)) return null;
  const id = roomName.slice(PREFIX.length);
  return UUID.test(id) ? id : null;
}
