import type { Person } from '#core/room-protocol.ts';
import type { Heard, Utterance } from '#core/speech.ts';
import { SPEECH_HISTORY } from '#core/speech.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Journal } from './journal.ts';
import type { RecordFrame } from './record.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { keyOf } from './storage.ts';
import { encodeStored, SPEECH_PREFIX } from './stored.ts';

export interface SpeechDeskDependencies {
  journal: Journal;
  record: RecordFrame;
  sessions: Sessions;
  clock: () => number;
}

/** How many people are known by name after they have left: what they said last may still be on its way. */
const MAX_KNOWN = 200;

/** What is said in the call: whoever hears it tells the room, which writes it down and tells everybody. */
export class SpeechDesk {
  readonly #given: SpeechDeskDependencies;
  /** The last ones, by their keys in storage. */
  #speeches = new Map<string, Utterance>();
  #known = new Map<string, Person>();
  #next = 0;

  constructor(given: SpeechDeskDependencies) {
    this.#given = given;
  }

  /** Takes up what is stored. */
  restore(speeches: ReadonlyMap<string, Utterance>): void {
    this.#speeches = new Map(speeches);
    const last = [...speeches.keys()].at(-1);
    this.#next = last === undefined ? 0 : Number.parseInt(last.slice(SPEECH_PREFIX.length), 36) + 1;
  }

  /** Tells a newcomer what was said so far, and remembers who they are. */
  greet(session: Session): void {
    const { person } = session;
    this.#known.delete(person.participantId);
    this.#known.set(person.participantId, person);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > MAX_KNOWN) this.#known.delete(oldest);
    const speeches = [...this.#speeches.values()];
    if (speeches.length > 0) session.tell({ type: 'speeches', speeches });
  }

  /** What the AI interviewer heard: the candidate, or itself. Of others the one who records the call tells. */
  hear(by: Person, heard: Heard): Refusal | null {
    if (by.role !== 'ai') return refusal('forbidden');
    const speaker = this.#known.get(heard.participantId);
    if (speaker && speaker.role !== 'ai' && speaker.role !== 'candidate') return refusal('forbidden');
    return this.take(heard);
  }

  /** Writes down what was said. Twice the same, by its id, does no harm. */
  take(heard: Heard): Refusal | null {
    const { clock, journal, record, sessions } = this.#given;
    const speaker = this.#known.get(heard.participantId);
    if (!speaker || speaker.role === 'observer')
      return refusal('not_found', 'Nobody of this id is in the room.');
    for (const known of this.#speeches.values()) if (known.id === heard.id) return null;
    const { participantId, name, role, colour } = speaker;
    // times come from another process: nothing was said in the future, and nothing ended before it began
    const endedAt = Math.min(heard.endedAt, clock());
    const speech: Utterance = {
      ...heard,
      ...{ participantId, name, role, colour },
      endedAt,
      startedAt: Math.min(heard.startedAt, endedAt),
    };
    const key = SPEECH_PREFIX + keyOf(this.#next++);
    this.#speeches.set(key, speech);
    journal.setBeside(key, encodeStored(speech));
    journal.removeBeside(this.#dropOldest());
    record(FRAME_KINDS.speech, participantId, speech);
    sessions.tellAll({ type: 'speech', speech });
    return null;
  }

  /** Passes on what the AI interviewer is saying right now. Nothing of it is kept. */
  caption({ participantId, role }: Person, text: string): Refusal | null {
    if (role !== 'ai') return refusal('forbidden');
    this.#given.sessions.tellAll({ type: 'caption', participantId, text });
    return null;
  }

  #dropOldest(): string[] {
    const dropped = [...this.#speeches.keys()].slice(0, Math.max(0, this.#speeches.size - SPEECH_HISTORY));
    for (const key of dropped) this.#speeches.delete(key);
    return dropped;
  }
}
