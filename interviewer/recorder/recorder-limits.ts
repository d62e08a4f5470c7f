/** Limits of recording, each with what it is for. Milliseconds unless the name says otherwise. */

/** Samples a second of what is recorded: one channel. */
export const RECORD_RATE = 24_000;
/** A stretch of one speaker is handed in after so long: what a crash of the machine can take. */
export const SEGMENT_LENGTH = 10 * 60_000;
/** Sound is gathered so long before it is placed, so that what a busy process gets late and at once stays together. */
export const GATHER_SOUND = 100;
/** Sound that comes later than this after the last is set apart by silence; less is the network's unevenness. */
export const LATEST_SOUND = 120;
/** A longer silence than this begins another segment. */
export const LONGEST_SILENCE = 30_000;
/** A file that is so far ahead of the clock is ended, and another begun. */
export const MOST_AHEAD = 500;
/** What may wait for the encoder, in bytes: five seconds. What comes beyond becomes silence. */
export const MAX_ENCODER_QUEUE = 5 * RECORD_RATE * 2;
/** Pause after an encoder that failed. */
export const ENCODER_REST = 5000;
/** How long an encoder may take to end its file. */
export const ENCODER_END = 5000;

/** First pause before what could not be handed in is tried again; it doubles up to the longest. */
export const DELIVERY_RETRY = 1000;
export const LONGEST_DELIVERY_RETRY = 30_000;
/** How long one segment may take. */
export const DELIVERY_TIMEOUT = 60_000;
/** How long a process that ends waits for what is not handed in yet; the next one does the rest. */
export const LAST_DELIVERY = 3000;

/** Sound before and after speech that the transcriber gets too: first and last syllables are quiet. */
export const SPEECH_MARGIN = 300;
/** Speech without a pause is cut after so long. */
export const LONGEST_SPEECH = 30_000;
/** Utterances of one call that are written down at once, and that wait for it. */
export const MAX_TRANSCRIPTIONS = 2;
export const MAX_WAITING_SPEECH = 20;
/** How often what was said is told to an app that does not take it, and the first pause between. */
export const SPEECH_TRIES = 4;
export const SPEECH_RETRY = 1000;
/** Troubles of transcribers are logged this often at most. */
export const SPEECH_LOG_EVERY = 60_000;
