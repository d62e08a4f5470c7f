import { can } from '#core/roles.ts';
import type { NotedSignal, Person } from '#core/room-protocol.ts';
import type { Signal } from '#core/tape/context.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Journal } from './journal.ts';
import type { RecordFrame } from './record.ts';
import { SIGNAL_HISTORY } from './room-limits.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { encodeStored, SIGNALS_KEY } from './stored.ts';

export interface SignalLogDependencies {
  journal: Journal;
  sessions: Sessions;
  record: RecordFrame;
  clock: () => number;
}

/** Signals as they come: onto the tape, and to those who may see them. The last ones are kept for who comes later. */
export class SignalLog {
  readonly #given: SignalLogDependencies;
  #last: NotedSignal[] = [];

  constructor(given: SignalLogDependencies) {
    this.#given = given;
  }

  /** Takes up what is stored. */
  restore(signals: NotedSignal[] | null): void {
    this.#last = signals ?? [];
  }

  note({ participantId }: Person, signal: Signal): void {
    const { clock, journal, record, sessions } = this.#given;
    record(FRAME_KINDS.signal, participantId, signal);
    const noted: NotedSignal = { participantId, at: clock(), signal };
    this.#last = [...this.#last, noted].slice(-SIGNAL_HISTORY);
    journal.setBeside(SIGNALS_KEY, encodeStored(this.#last));
    sessions.tellThose('see-signals', { type: 'signal', noted });
  }

  /** Tells a newcomer what was noted lately, when they may see it. */
  greet(session: Session): void {
    if (can(session.person.role, 'see-signals')) session.tell({ type: 'signals', signals: this.#last });
  }
}
