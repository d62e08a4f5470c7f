/**
 * Every limit that more than one process must agree on, with what it prevents.
 * Times are milliseconds and sizes are bytes unless the name says otherwise.
 */

/** One WebSocket frame into the room. workerd's own cap is 1 MiB and closes with 1009, which y-websocket retries for ever; ours is lower and final. */
export const MAX_FRAME_BYTES = 512 * 1024;

/** Text of all files together. Keeps a room's memory, a join's download and a run's request bounded. */
export const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;

/** Files in one room, deleted ones not counted. Keeps the tree usable and a sandbox workspace small. */
export const MAX_FILES = 200;

/** Length of one file path in characters. Longer ones do not fit a tab or a Linux path component. */
export const MAX_PATH_LENGTH = 200;

/** Sync updates per second from one socket, averaged over the burst below. A fast typist makes about 15. */
export const MAX_UPDATES_PER_SECOND = 200;

/** Updates a socket may send at once before the rate applies: a reconnect or a formatter sends many small ones. */
export const UPDATE_BURST = 600;

/** Other frames (awareness, chat, commands) per second from one socket. Cursor moves are the busiest: about 60 while dragging. */
export const MAX_MESSAGES_PER_SECOND = 120;

/** Sockets in one room. Broadcasting costs one send per socket for each keystroke. */
export const MAX_CONNECTIONS = 60;

/** Sockets of one participant: a few tabs or devices. More is a loop in somebody's script. */
export const MAX_CONNECTIONS_PER_PARTICIPANT = 6;

/** One awareness state (cursor, selection, open file). Awareness goes to everybody, many times a second. */
export const MAX_AWARENESS_BYTES = 4 * 1024;

/** One chat message in characters. Longer text belongs in a file. */
export const MAX_CHAT_LENGTH = 4000;

/** Chat messages kept in the room and sent on joining. Older ones stay in the journal. */
export const CHAT_HISTORY = 300;

/** Storage of Cloudflare's Durable Objects: largest value (KV-backed classes take 128 KiB; the margin is for its own framing). */
export const MAX_STORAGE_VALUE_BYTES = 120 * 1024;

/** Storage of Cloudflare's Durable Objects: most keys in one put or delete. */
export const MAX_STORAGE_KEYS_PER_CALL = 128;

/**
 * Group commit: how long the room gathers updates before one durable write, in milliseconds. Each write is an fsync on
 * the room server's only thread and costs it more than an edit does; longer would let "saved" come later than 300 ms.
 */
export const JOURNAL_WINDOW = 240;

/** Group commit: gathered bytes that force a write before the window ends. */
export const JOURNAL_FLUSH_BYTES = 32 * 1024;

/** Updates between two checkpoints of the document. Bounds how much a restart must re-apply. */
export const CHECKPOINT_EVERY = 5000;

/** A tab of a candidate that was not heard for so long, in milliseconds, gives way to another; each speaks every 15 s. */
export const TAB_STALE = 30_000;

/** How long a room token is good for. It is checked when a socket opens, so it only has to outlive a slow connect. */
export const ROOM_TOKEN_TTL = 5 * 60_000;

/** Default limits of one run. */
export const RUN_LIMITS = {
  /** Wall clock. A program waiting for input that never comes must end. */
  timeMs: 10_000,
  /** Memory of all its processes together. */
  memoryBytes: 256 * 1024 * 1024,
  /** Processes and threads. Stops fork bombs; Node alone uses about eleven. */
  processes: 64,
  /** stdout and stderr together. A loop that prints must not fill the room's journal. */
  outputBytes: 1024 * 1024,
} as const;

/** Least memory that a run or a test case may be given: below it no runtime of ours starts, and every answer would fail. */
export const MIN_MEMORY_BYTES = 16 * 1024 * 1024;

/** Most memory that a test case may be given. A sandbox machine has 2 GB a core, of which the service, terminals and compilers need a part. */
export const MAX_CASE_MEMORY_BYTES = 1024 * 1024 * 1024;

/** Wall clock of a run that people type into. It holds a runner's place, so it must end when everybody has forgotten it. */
export const INTERACTIVE_TIME = 5 * 60_000;

/** What may be typed into a program, or a terminal, in one message, in characters. */
export const MAX_RUN_INPUT = 64 * 1024;

/** One text of a test's result (input, expected, actual, stdout, message), in characters. The rest is cut, with a word that says so. */
export const MAX_CASE_TEXT = 8 * 1024;

/** Terminal output that those who come later get to see, in characters. Kept by the sandbox service and by the room. */
export const TERMINAL_SCROLLBACK = 128 * 1024;

/** Terminal output per second over the burst below. What is above waits in the program: the record of a session must not be filled with a flood. */
export const TERMINAL_BYTES_PER_SECOND = 256 * 1024;

/** Terminal output that comes at full speed before the rate applies. */
export const TERMINAL_BURST_BYTES = 2 * 1024 * 1024;

/** Size of a terminal. A hostile size would make programs and browsers allocate a screen of it. */
export const TERMINAL_SIZE = { minColumns: 20, maxColumns: 400, minRows: 4, maxRows: 200 } as const;

/** A file of the workspace that the shared document takes in. Larger ones stay in the workspace, with a notice. */
export const MAX_SHARED_FILE_BYTES = 256 * 1024;

/** A link's secret: 160 bits, written in base64url. */
export const LINK_SECRET_BYTES = 20;

/** A link that nobody gave an end works this long. */
export const LINK_TTL = 14 * 24 * 3600_000;

/** Names that people type: long enough for real ones, short enough for a cursor label. */
export const MAX_NAME_LENGTH = 60;

/** Questions in the plan of one interview. More than anybody asks; SQL repeats it in the check of the position. */
export const MAX_PLANNED_QUESTIONS = 20;
