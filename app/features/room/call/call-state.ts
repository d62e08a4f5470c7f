import type { CallAbsence } from '#core/call.ts';
import type { DeviceTrouble } from './device-words.ts';

/** Where this person is with the call. */
export type CallPhase =
  | { type: 'idle' }
  /** There is none for them, and trying again by itself would not help. */
  | { type: 'absent'; why: CallAbsence | 'refused' | 'elsewhere' | 'removed'; message: string }
  | { type: 'joining' }
  | { type: 'in' }
  /** The line broke and is being mended; voices may be back at once. */
  | { type: 'reconnecting' }
  /** Out of the call; comes back by itself. `nextTryAt` is null while a try goes on. */
  | { type: 'lost'; message: string; nextTryAt: number | null };

export type Quality = 'good' | 'poor' | 'lost';

/** Somebody in the call, as the media server knows them. */
export interface CallPerson {
  /** Participant id in the room. */
  identity: string;
  name: string;
  isYou: boolean;
  isSpeaking: boolean;
  isMuted: boolean;
  hasCamera: boolean;
  hasScreen: boolean;
  quality: Quality;
}

/** What the call is to this page. Immutable. */
export interface CallState {
  phase: CallPhase;
  /** You first, then by arrival. */
  people: readonly CallPerson[];
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  /** What is wrong with an own device, until it works or is put away. */
  trouble: DeviceTrouble | null;
  /** Whether voices are being recorded, as far as this page was told: over a broken line it is told nothing. */
  isRecorded: boolean;
  /** The browser plays no sound before somebody presses something. */
  isSoundBlocked: boolean;
}

export type CallEvent =
  | { type: 'joining' }
  | { type: 'joined' }
  | { type: 'absent'; why: Extract<CallPhase, { type: 'absent' }>['why']; message: string }
  | { type: 'line-broke' }
  | { type: 'line-mended' }
  | { type: 'lost'; message: string; nextTryAt: number | null }
  | { type: 'left' }
  | {
      type: 'seen';
      seen: Pick<CallState, 'people' | 'microphone' | 'camera' | 'screen' | 'isRecorded' | 'isSoundBlocked'>;
    }
  /** What will be sent once there is a line again. */
  | { type: 'wished'; microphone: boolean; camera: boolean }
  | { type: 'trouble'; trouble: DeviceTrouble | null };

const NOBODY = {
  people: [],
  microphone: false,
  camera: false,
  screen: false,
  isRecorded: false,
  isSoundBlocked: false,
} as const;

export const IDLE_CALL: CallState = { phase: { type: 'idle' }, ...NOBODY, trouble: null };

/** The state after an event. */
export function reduceCall(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'joining':
      return { ...IDLE_CALL, phase: { type: 'joining' } };
    case 'joined':
    case 'line-mended':
      return { ...state, phase: { type: 'in' } };
    case 'line-broke':
      return { ...state, people: silenced(state.people), phase: { type: 'reconnecting' } };
    case 'lost':
      // What one wants to send stays as it was, and so does what was known of the recording: the others go on.
      return {
        ...state,
        ...NOBODY,
        isRecorded: state.isRecorded,
        microphone: state.microphone,
        camera: state.camera,
        phase: { type: 'lost', message: event.message, nextTryAt: event.nextTryAt },
      };
    case 'absent':
      return { ...IDLE_CALL, phase: { type: 'absent', why: event.why, message: event.message } };
    case 'left':
      return IDLE_CALL;
    case 'seen':
      return {
        ...state,
        ...event.seen,
        ...(state.phase.type === 'reconnecting' && { people: silenced(event.seen.people) }),
      };
    case 'wished':
      return { ...state, microphone: event.microphone, camera: event.camera };
    case 'trouble':
      return { ...state, trouble: event.trouble };
  }
}

/** Nobody is heard over a line that is broken, whoever spoke last. */
function silenced(people: readonly CallPerson[]): CallPerson[] {
  return people.map((person) => ({ ...person, isSpeaking: false }));
}

/** Whether voices are recorded right now; over a broken line nobody can know whether what was begun goes on. */
export function recordingOf({ isRecorded, phase }: CallState): 'on' | 'unknown' | 'off' {
  if (!isRecorded) return 'off';
  return phase.type === 'in' ? 'on' : 'unknown';
}

/** Whether this person takes part, or will again by itself. */
export function isTakingPart({ phase }: CallState): boolean {
  return phase.type !== 'idle' && phase.type !== 'absent';
}
