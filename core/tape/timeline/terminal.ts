import type { TerminalSize } from '#core/workspace-protocol.ts';
import type { FRAME_KINDS } from '../frames.ts';
import type { Moment } from './moment.ts';
import type { PayloadOf } from './payloads.ts';
import { PositionLog } from './position-log.ts';

/** Something that was printed on the terminal, or typed into it. */
export interface TerminalChunk extends Moment {
  data: string;
}

/** The terminal was opened, resized or closed. */
export interface TerminalChange extends Moment {
  event: 'opened' | 'resized' | 'closed';
  size: TerminalSize;
}

/** The shared terminal at one moment. What its screen shows are the chunks of output from `firstOutput` to before `outputCount`. */
export interface TerminalAt {
  isOpen: boolean;
  /** Null before there was one. */
  size: TerminalSize | null;
  /** Chunks that were printed before it was opened last: they belong to earlier terminals. */
  firstOutput: number;
  /** Chunks that were printed so far, in all terminals. */
  outputCount: number;
  /** Who typed last into this one, or null. */
  typist: string | null;
}

/** The shared terminals of the room, one after the other. */
export class TerminalLog {
  readonly #output = new PositionLog<TerminalChunk>();
  readonly #input = new PositionLog<TerminalChunk>();
  readonly #changes = new PositionLog<TerminalChange>();
  readonly #opened = new PositionLog<TerminalChange>();

  /** All that was printed. */
  get output(): readonly TerminalChunk[] {
    return this.#output.values;
  }

  /** All that was typed, also what the terminal did not show. */
  get input(): readonly TerminalChunk[] {
    return this.#input.values;
  }

  get changes(): readonly TerminalChange[] {
    return this.#changes.values;
  }

  change(moment: Moment, { event, size }: PayloadOf<typeof FRAME_KINDS.terminal>): void {
    const change = { ...moment, event, size };
    this.#changes.push(moment.position, change);
    if (event === 'opened') this.#opened.push(moment.position, change);
  }

  print(moment: Moment, data: string): void {
    this.#output.push(moment.position, { ...moment, data });
  }

  type(moment: Moment, data: string): void {
    this.#input.push(moment.position, { ...moment, data });
  }

  at(position: number): TerminalAt {
    const change = this.#changes.lastAt(position);
    const openedAt = this.#opened.lastAt(position)?.position ?? 0;
    const isOpen = change !== null && change.event !== 'closed';
    const typed = this.#input.lastAt(position);
    return {
      isOpen,
      size: change?.size ?? null,
      firstOutput: this.#output.countAt(openedAt),
      outputCount: this.#output.countAt(position),
      typist: isOpen && typed && typed.position > openedAt ? typed.author : null,
    };
  }
}
