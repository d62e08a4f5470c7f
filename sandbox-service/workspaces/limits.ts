/** Limits of workspaces and their terminals, with what each prevents. Milliseconds and bytes. */

/** What one workspace holds. A candidate cannot fill the machine's disk. */
export const VOLUME_BYTES = 256 * 1024 * 1024;

/** Files and directories in a workspace. Millions of empty files fill a disk without using a byte of it. */
export const VOLUME_FILES = 16_384;

/** Room that must stay free on the host's disk: workspaces grow into it, and a full disk would damage all of them. */
export const MIN_FREE_BYTES = 2 * 1024 ** 3;

/** How long a workspace that nobody uses stays mounted. Each holds a loop device and a user id. */
export const VOLUME_IDLE = 60_000;

/** How long to wait for a disk that a killed service still holds, before its workspace is refused. */
export const DISK_WAIT = 5000;

/** A lock that was not renewed for this long is of a service that is gone, even if its process cannot be seen from here. */
export const LOCK_STALE = 60_000;
export const LOCK_RENEW = 15_000;

/** Snapshots of one workspace. Each is a file of up to `VOLUME_BYTES` on the host's disk. */
export const MAX_SNAPSHOTS = 20;

/** How often the size of a workspace is looked at where the disk itself has no limit. */
export const USAGE_LOOK_EVERY = 1000;

/** Shells at the same time. Each may take `TERMINAL_LIMITS` of the machine. */
export const MAX_TERMINALS = 32;

/** Everything that runs in one terminal: compilers and dev servers work, a bomb harms nobody else. */
export const TERMINAL_LIMITS = { memoryBytes: 512 * 1024 * 1024, processes: 128 } as const;

/** When a terminal without input and output is frozen, so that it costs no processor time. */
export const TERMINAL_IDLE = 5 * 60_000;

/** When it is frozen after its room went away. A room that restarts comes back sooner. */
export const TERMINAL_ALONE = 30_000;

/** How long it stays frozen before it is ended, which gives back its memory. */
export const TERMINAL_FROZEN = 60 * 60_000;

/** How long a terminal may take from its start to its first output. More means that the machine is broken. */
export const TERMINAL_LAUNCH = 10_000;

/** Typed text that the terminal has not taken yet, in characters. A program that never reads must not cost memory. */
export const MAX_UNREAD_INPUT = 256 * 1024;

/** After a change is noticed: what else changes in this time is told with it. */
export const SYNC_WINDOW = 60;

/** Files and directories that are looked at for changes. A storm of new files must not keep the service busy. */
export const SYNC_ENTRIES = 2000;

/** Share of one core, in per cent, that looking for changes of one workspace may take in the long run. */
export const SYNC_CPU_PERCENT = 10;

/** How often to look where the kernel does not tell of changes, or there is more than it can watch. */
export const SYNC_POLL = 2000;

/** Directories whose changes the kernel tells of. The machine has a limited number of watches. */
export const MAX_WATCHED_DIRECTORIES = 256;

/** How deep directories may be nested to be looked at. Each level holds one descriptor. */
export const MAX_DEPTH = 64;

/** How long a room may take to send its first message. */
export const LINE_OPEN_TIMEOUT = 10_000;

/** How often a line is asked whether it lives; one that has not answered until the next time is cut. */
export const LINE_PING = 20_000;
