/**
 * Limits that only the room needs to know; those that other processes share stand in `core/limits.ts`.
 * Times are milliseconds and sizes are bytes unless the name says otherwise.
 */

/** Bytes per second from one socket, averaged over the burst below. Stops a script from filling the disk with text it deletes again. */
export const MAX_BYTES_PER_SECOND = 512 * 1024;

/** Bytes a socket may send at once before the rate applies: a few large pastes, or a long offline time coming back. */
export const BYTES_BURST = 4 * 1024 * 1024;

/** Messages a socket may send at once before `MAX_MESSAGES_PER_SECOND` applies. A woken laptop sends what it held back. */
export const MESSAGE_BURST = 240;

/** Messages that a sync step 1 or an awareness query counts for: each costs the room a walk over the whole document or everybody. */
export const QUERY_COST = 20;

/** Awareness frames with nothing of the sender's own: y-websocket sends on what it heard, so these grow with the number of people. */
export const MAX_ECHOES_PER_SECOND = 3000;

/** Frames that a socket may send while the room is still loading. They are held back until it is admitted. */
export const MAX_WAITING_FRAMES = 256;

/** Everything in the document, deleted files included, as it is stored. Keeps the room inside a Durable Object's 128 MB. */
export const MAX_STATE_BYTES = 16 * 1024 * 1024;

/** Yjs client ids in one room: one for each page load that edited. Each stays in every state vector for ever. */
export const MAX_CLIENT_IDS = 4096;

/** Highest clock in an update. Yjs counts characters; a forged length near 2^53 would make the document unreadable for all. */
export const MAX_CLOCK = 2 ** 31;

/** A socket that is silent this long is asked for its awareness, which also wakes a tab whose timers are throttled. */
export const SILENCE_BEFORE_ASKING = 30_000;

/** A socket that is silent this long is taken for dead, so that a cut cable leaves no ghost. */
export const SILENCE_BEFORE_CLOSING = 65_000;

/** How often the room looks for silent sockets while it has any. */
export const SWEEP_EVERY = 10_000;

/** Journal bytes that could not be written and wait in memory. Beyond it the room takes no more edits. */
export const MAX_UNWRITTEN_BYTES = 8 * 1024 * 1024;

/** Pause before a failed journal write is tried again. */
export const WRITE_RETRY = 1000;

/** Small segments that are merged into one, so that a long interview does not make thousands of keys. */
export const MAX_SMALL_SEGMENTS = 256;

/** Checkpoints kept. The newest is loaded; the one before it stands in when that is damaged. */
export const CHECKPOINTS_KEPT = 2;

/** Output of the last run that late joiners get, counted as JSON. It is stored in one value. */
export const MAX_KEPT_OUTPUT_BYTES = 96 * 1024;

/** A run without its last event after this long is given up: queue, start and program together. */
export const RUN_DEADLINE = 5 * 60_000;

/** One event of the sandbox's stream. Longer ones are no output of ours. */
export const MAX_SANDBOX_EVENT_BYTES = 4 * 1024 * 1024;
