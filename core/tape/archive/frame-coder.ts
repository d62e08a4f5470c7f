import { FRAME_KINDS, type Frame, isUpdateKind } from '../frames.ts';
import { ArchiveState } from './archive-state.ts';
import { PayloadCoder } from './payload-coder.ts';
import { PositionCoder } from './position-coder.ts';
import { SelectionCoder } from './selection-coder.ts';
import { type Sender, SenderCoder } from './sender-coder.ts';
import type { Side } from './side.ts';
import { TimeCoder } from './time-coder.ts';
import { UpdateCoder } from './update-coder.ts';

/** Codes frames one after the other: who and what, when, and the payload by its kind. */
export class FrameCoder {
  readonly #state = new ArchiveState();
  readonly #positions = new PositionCoder(this.#state);
  readonly #senders = new SenderCoder();
  readonly #times = new TimeCoder();
  readonly #updates = new UpdateCoder(this.#state, this.#positions);
  readonly #selections = new SelectionCoder(this.#state, this.#positions);
  readonly #payloads = new PayloadCoder();

  /** Codes one frame; the reading side gives none. */
  code(side: Side, frame: Frame | null): Frame {
    side.spend(1);
    const sender = this.#senders.code(side, frame);
    const at = this.#times.code(side, frame?.at ?? 0);
    const payload = this.#codePayload(side, sender, at, frame?.payload ?? null);
    return { at, kind: sender.kind, author: sender.author, payload };
  }

  #codePayload(side: Side, sender: Sender, at: number, payload: Uint8Array | null): Uint8Array {
    const { kind, kindIndex, authorIndex } = sender;
    if (isUpdateKind(kind)) return this.#updates.code(side, authorIndex, payload);
    const selection =
      kind === FRAME_KINDS.selection ? this.#selections.code(side, authorIndex, payload) : null;
    return selection ?? this.#payloads.code(side, kindIndex, at, payload);
  }
}
