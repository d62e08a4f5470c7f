import { logError } from '#app/server/log.server.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';

/** How often it is looked for rooms that sleep through something, in milliseconds. */
const LOOK_EVERY = 20_000;

/** A room that is awake does by itself what is due; one that is this late, in milliseconds, has forgotten its alarm. */
const LATENESS = 3000;

/** Rooms that are woken at a time. */
const MOST = 50;

/** Wakes rooms in which something is overdue: a room server that was restarted has no alarms. Returns how many. */
export async function wakeDueRooms(now: number = Date.now()): Promise<number> {
  const { data, error } = await getServiceClient()
    .from('interviews')
    .select('id')
    .lt('due_at', new Date(now - LATENESS).toISOString())
    .order('due_at')
    .limit(MOST);
  if (error) throw new Error('Interviews that are due could not be read.', { cause: error });
  await Promise.all(data.map(({ id }) => tellRoom(id, { type: 'wake' })));
  return data.length;
}

/** Looks now and again until it is stopped. */
export function startRoomWaker(): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const look = async () => {
    await wakeDueRooms().catch((error: unknown) =>
      logError('room', 'Rooms could not be woken.', {
        cause: error instanceof Error ? error.name : 'unknown',
      }),
    );
    if (!isStopped) timer = setTimeout(look, LOOK_EVERY);
  };
  void look();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
