/** Limits of this service alone, with what each prevents. Milliseconds and bytes. */

/** Body of one request. The room's document with every character escaped stays below; more is not a document. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** A body that is too large is read and dropped up to here, so that its sender hears why; then the connection is cut. */
export const MAX_DROPPED_BYTES = 8 * MAX_BODY_BYTES;

/** Runs that may wait for a runner. Each holds its files in memory, and a longer wait is worse than a refusal. */
export const MAX_WAITING = 64;

/** Runs of one interview that may wait. One room in a loop must not fill the queue for all others. */
export const MAX_WAITING_PER_INTERVIEW = 4;

/** Programs that people type into and that run at the same time, per core: they mostly wait. */
export const INTERACTIVE_PER_CORE = 4;

/** Input that a program has not read yet. More is refused, so that typing into a program that never reads costs no memory. */
export const MAX_UNREAD_INPUT_BYTES = 1024 * 1024;

/** How often the processor time of a program that waits for people is looked at. */
export const CPU_LOOK_EVERY = 100;

/** One compile result that is kept for the next run of the same files. Larger ones are compiled each time. */
export const MAX_CACHED_BUILD_BYTES = 16 * 1024 * 1024;

/** All compile results that are kept; the least recently used go first. */
export const COMPILE_CACHE_BYTES = 128 * 1024 * 1024;

/** Largest file a program may write. It gets SIGXFSZ or EFBIG beyond. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Workspace of one run, sources included. A program cannot fill the machine's disk. */
export const WORKSPACE_BYTES = 64 * 1024 * 1024;

/** Files and directories in a workspace. Millions of empty files fill a disk without using a byte of it. */
export const WORKSPACE_FILES = 8192;

/** `/tmp` in the sandbox. It is memory and counts as such. */
export const TMP_BYTES = 64 * 1024 * 1024;

/** `/dev/shm` in the sandbox. It is memory and counts as such. */
export const SHM_BYTES = 16 * 1024 * 1024;

/** Network buffers in a sandbox. Where the kernel counts them apart, a program could fill the machine's memory with them. */
export const SOCKET_BYTES = 16 * 1024 * 1024;

/** Pseudo-terminals of one sandbox. The machine has some thousands, and a program could take them from everybody else. */
export const MAX_PSEUDO_TERMINALS = 64;

/** Open files of one process. */
export const MAX_OPEN_FILES = 256;

/** Stack of a thread: deep recursion in Python and C works, and a runaway one ends early. */
export const STACK_BYTES = 64 * 1024 * 1024;

/** Processor time per second of wall clock, in per cent of one core. Concurrent runs must not slow each other. */
export const CPU_PERCENT = 100;

/** Limits of a compile step. Compilers need more than programs do, but also meet hostile input. */
export const COMPILE_LIMITS = {
  timeMs: 15_000,
  memoryBytes: 512 * 1024 * 1024,
  processes: 128,
  outputBytes: 64 * 1024,
} as const;

/** Limits of a command that makes or proves a toolchain's cache. It works on our own files, but it must end. */
export const TOOLCHAIN_CACHE_LIMITS = {
  timeMs: 180_000,
  memoryBytes: 1024 * 1024 * 1024,
  processes: 128,
  outputBytes: 64 * 1024,
} as const;

/** Largest file of a toolchain's cache: a precompiled header of the whole C++ library has 120 MB. */
export const MAX_TOOLCHAIN_FILE_BYTES = 256 * 1024 * 1024;

/** A toolchain's cache that no start of the service has used for this long belongs to a version that is gone. */
export const TOOLCHAIN_CACHE_AGE = 30 * 24 * 3600_000;

/** Output is gathered this long, or up to so many bytes, before it is sent: a print in a loop must not be a message each. */
export const OUTPUT_WINDOW = 16;
export const OUTPUT_CHUNK_BYTES = 8 * 1024;

/** After asking the kernel to kill a sandbox: when to kill its monitor too. Earlier would leave a zombie behind. */
export const KILL_GRACE = 500;

/** How long the sandbox may take from launch until it waits for its program. More means that the machine is broken. */
export const LAUNCH_TIMEOUT = 10_000;

/** How long output may still arrive after everything in the sandbox is dead. Only bytes in the pipe are left then. */
export const DRAIN_TIMEOUT = 1000;
