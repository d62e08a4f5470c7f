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

/** What the room keeps of the last run for those who come later, as JSON. It is stored in one value, with some kB around it. */
export const MAX_KEPT_RUN_BYTES = 112 * 1024;

/** Room that is kept for each case whose result has not come yet: name, verdict and figures, without its texts. */
export const KEPT_CASE_BYTES = 512;

/** One text of a case's result that no longer fits whole among what is kept, in characters. */
export const KEPT_CASE_TEXT = 200;

/** A run without its last event after this long is given up: queue, start and program together. What people may type in comes on top. */
export const RUN_DEADLINE = 5 * 60_000;

/** Tests without their last event after this long are given up. The largest suite may take half an hour when all of it runs into its limits. */
export const TESTS_DEADLINE = 40 * 60_000;

/** What was typed into a run and is still on its way to the sandbox, in characters. Beyond it typing is refused. */
export const MAX_UNSENT_INPUT = 256 * 1024;

/** A short answer of the sandbox service. Somebody is waiting for it. */
export const SANDBOX_TIMEOUT = 10_000;

/** Packing a workspace of its full size on a busy disk. */
export const ARCHIVE_TIMEOUT = 5 * 60_000;

/** The app's answer with a problem. Somebody pressed Run tests and waits. */
export const PROBLEM_TIMEOUT = 10_000;

/** How long the sandbox's list of languages is believed. A toolchain that was installed meanwhile shows within this. */
export const LANGUAGES_TTL = 60_000;

/** Pause before the sandbox is asked again for its languages when it did not answer. */
export const LANGUAGES_RETRY = 10_000;

/** A workspace that is not ready this long after it was asked for cannot be had. It may have to be unpacked or mounted first. */
export const WORKSPACE_TIMEOUT = 15_000;

/** Pauses before the line to the workspace is tried again. After the last one the terminal is given up: about 16 s in all. */
export const LINE_RETRIES: readonly number[] = [250, 500, 1000, 2000, 4000, 8000];

/** A line that was up this long begins again with the shortest pause. One that breaks at once does not, or it would spin. */
export const LINE_STABLE = 30_000;

/** How long edits are gathered before they go to the workspace. Below a fifth of the 300 ms that a change may take. */
export const SYNC_DELAY = 50;

/** Paths that the room remembers of a workspace beside the document's: notices that were told, writes that are on their way. */
export const MAX_REMEMBERED_PATHS = 1000;

/** Between two looks at somebody's cursor and open file. A selection that is dragged makes some sixty states a second. */
export const ATTENTION_PAUSE = 250;

/** Pieces of content that a document may have before cursors are looked at less often: a look walks over a text up to three times. */
export const ATTENTION_STRUCTS = 50_000;

/** Signals that one browser may tell per second, averaged over the burst below. People paste and look away a few times a minute. */
export const MAX_SIGNALS_PER_SECOND = 1;

/** Signals that a browser may tell at once. What is above is not recorded: a flood must not fill the tape. */
export const SIGNAL_BURST = 30;

/** Signals that who comes later is told. Older ones stay on the tape; more would make one stored value large. */
export const SIGNAL_HISTORY = 50;

/** People of whom a room remembers what they agreed to, or that their line broke. More than ever enter one; stops a script that mints tokens. */
export const MAX_REMEMBERED_PEOPLE = 1000;

/** The app is not heard for so long while it answers for the assistant: the answer is lost, and the next may be asked for. */
export const ASSISTANT_SILENCE = 90_000;

/** Exchanges with the assistant that a room keeps, failed ones included. Bounds what those who come are told. */
export const MAX_EXCHANGES = 200;

/** Earlier exchanges that go with a question. Older ones are rarely meant, and each costs. */
export const MAX_EARLIER_EXCHANGES = 8;

/** Pause before a status report that the app did not take is sent again; it doubles up to the most. */
export const REPORT_RETRY = 2000;
export const REPORT_RETRY_MOST = 60_000;

/** How long the app may take over a status report. */
export const REPORT_TIMEOUT = 10_000;
