import type { TerminalSize } from '#core/workspace-protocol.ts';
import type { Mount } from '../driver.ts';
import { BASE_ENV, type Detection } from '../languages/language.ts';
import type { TerminalIsolation } from '../terminal-isolation.ts';
import type { Lease } from '../volumes/volumes.ts';
import { MAX_TERMINALS, TERMINAL_LIMITS } from '../workspaces/limits.ts';
import type { IdleLimits } from './idle.ts';
import { Terminal } from './terminal.ts';

/** Our own start file, and the candidate's from there; nothing of the machine's. */
const SHELL = ['/bin/bash', '--noprofile', '--rcfile', '/etc/terminal.bashrc', '-i'];

/** What a shell finds of the machine's toolchains. */
export interface Toolchains {
  mounts: readonly Mount[];
  /** Directories for `PATH`, before the system's. */
  path: readonly string[];
}

/** The toolchains that were found on this machine, as a terminal offers them. */
export function findToolchains(detections: readonly Detection[]): Toolchains {
  const mounts = new Map<string, Mount>();
  const path = new Set<string>();
  for (const detection of detections) {
    if (!('language' in detection)) continue;
    const { version } = detection.language;
    for (const mount of version.mounts) mounts.set(mount.target, mount);
    const [program = ''] = version.argv;
    const directory = program.slice(0, program.lastIndexOf('/'));
    if (directory !== '' && !BASE_ENV.PATH.split(':').includes(directory)) path.add(directory);
  }
  return { mounts: [...mounts.values()], path: [...path] };
}

/** Starts the shells of this service and counts them. */
export class Shells {
  readonly #isolation: TerminalIsolation;
  readonly #toolchains: Toolchains;
  readonly #maxTerminals: number;
  readonly #idleLimits: IdleLimits | undefined;
  #running = 0;

  constructor(options: {
    isolation: TerminalIsolation;
    toolchains: Toolchains;
    maxTerminals?: number;
    idleLimits?: IdleLimits;
  }) {
    this.#isolation = options.isolation;
    this.#toolchains = options.toolchains;
    this.#maxTerminals = options.maxTerminals ?? MAX_TERMINALS;
    this.#idleLimits = options.idleLimits;
  }

  get running(): number {
    return this.#running;
  }

  /** A shell in a workspace, or null when there are too many. Throws when the machine cannot make one. */
  start(workspace: Pick<Lease, 'path' | 'uid'>, size: TerminalSize): Terminal | null {
    if (this.#running >= this.#maxTerminals) return null;
    const prepared = this.#isolation.prepare({
      ...TERMINAL_LIMITS,
      workspace: workspace.path,
      uid: workspace.uid,
      argv: SHELL,
      env: {
        ...BASE_ENV,
        PATH: [...this.#toolchains.path, BASE_ENV.PATH].join(':'),
        TERM: 'xterm-256color',
        SHELL: '/bin/bash',
      },
      mounts: this.#toolchains.mounts,
    });
    try {
      const terminal = new Terminal(prepared, size, this.#idleLimits);
      this.#running++;
      terminal.ended.then(() => this.#running--);
      return terminal;
    } catch (error) {
      void prepared.dispose();
      throw error;
    }
  }
}
