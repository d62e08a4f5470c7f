import type { Pace } from './voice.ts';

/** How a call is listened to and spoken in, each with what it is for. Milliseconds. */

/** Silence that ends a stretch of speech for whoever transcribes it. */
export const VOICE_SILENCE = 400;
/** Speech over the interviewer's own that stops it: shorter ones are coughs and words of agreement. */
export const LEAST_INTERRUPTION = 300;
/** Where nothing could be understood of what stopped it, it goes on after so long. */
export const FALSE_INTERRUPTION = 2000;
/** A text that is being written may pause so long while tools run, before its sound is given up. */
export const SPEECH_STALL = 90_000;
/** First pause before a call that could not be joined is tried again; it doubles up to the longest. */
export const CALL_RETRY = 1000;
export const LONGEST_CALL_RETRY = 8000;
/** A call that stood for so long was a good one: what breaks then is tried again as for the first time. */
export const LASTING_CALL = 30_000;
/**
 * After its sound began to go to somebody, the ways of sound may still be negotiated for so long. A line that breaks
 * then comes back without them, and the media server's client notices only a quarter of a minute later.
 */
export const SETTLING_TIME = 3000;
/** With the candidate in the call its sound goes to somebody within a moment; after so long it never will. */
export const UNSENT_PATIENCE = 6000;
/** How long closing a call may take before it is left to itself. */
export const CLOSE_PATIENCE = 3000;
/** After so many failures in a row a service of speech is left alone: each costs the candidate a wait. */
export const FAILURES_BEFORE_SPEECH_REST = 3;
/** How long it is left alone. */
export const SPEECH_REST = 30_000;
/**
 * A transcript, or the first sound of a sentence, that takes longer is told to the candidate. With the silence that ends
 * a stretch of speech it makes the two seconds in which every trouble is to be told.
 */
export const SLOW_SPEECH = 1500;
/** How often the caption looks which sentence sounds. */
export const CAPTION_STEP = 100;
/** Pause that ends a turn, in talk and while somebody works on code: who thinks aloud pauses for longer. */
export const ENDPOINTING: Record<Pace, { minDelay: number; maxDelay: number }> = {
  talk: { minDelay: 800, maxDelay: 3000 },
  code: { minDelay: 1500, maxDelay: 6000 },
};
