/** Limits of the AI interviewer, each with what it prevents. Milliseconds unless the name says otherwise. */

/** Without an answer's first word for so long, people are told that it takes longer. */
export const SLOW_AFTER = 2000;
/** A model that has said nothing for so long is given up for this answer. */
export const FIRST_WORD_TIMEOUT = 15_000;
/** An answer that takes longer than this altogether is cut: people have gone on meanwhile. */
export const ANSWER_TIMEOUT = 60_000;
/** Longest wait that a provider may ask for; above it another mind answers. */
export const MAX_RETRY_AFTER = 5000;
/** After so many failures in a row the model is left alone for a while: each costs the candidate a wait. */
export const FAILURES_BEFORE_REST = 3;
/** How long it is left alone. */
export const MIND_REST = 60_000;

/** Rounds of tools in one answer. A model that only calls tools would never say anything. */
export const MAX_ROUNDS = 5;
/** Tools that do not exist, or make no sense, in one answer. */
export const MAX_NONSENSE = 2;
/** Longest answer in characters. People read it between two thoughts. */
export const MAX_ANSWER_LENGTH = 1500;
/** Words of a model's answer, in tokens. */
export const MAX_ANSWER_TOKENS = 700;

/** Pieces of an answer are gathered so long after the first one: the room takes a limited number of messages. */
export const PART_WINDOW = 40;

/** Messages of one moment, as after a line that was broken, are answered together. */
export const GATHER_TIME = 20;
/** The scripted interviewer, which would answer at once, waits so long: people often write two messages in one breath. */
export const SCRIPTED_PACE = 700;
/** Whoever typed within this time is thinking at the keyboard and is not spoken to unasked. */
export const TYPING_PAUSE = 4000;
/** Who thinks aloud over the code and asks for nothing is answered when voice and keyboard have been still for so long. */
export const ASIDE_PAUSE = 6000;
/** A voice that is heard for longer without a pause is not waited for: it is a fan, or a radio. */
export const LONGEST_SPEECH = 30_000;
/** Between two times that it says it could not understand. */
export const UNHEARD_PAUSE = 15_000;
/** Who has just come into the call hears nothing yet of its first moment. */
export const CATCH_UP_PAUSE = 1000;
/** Least time between two remarks that nobody asked for. */
export const REMARK_PAUSE = 45_000;
/** Nothing at all happened for so long: an offer of help is polite, and is made in a neutral tone. */
export const NUDGE_AFTER = 240_000;
/** Who asked for time and did not say how much gets this. */
export const QUIET_TIME = 180_000;
/** What is left of the interview when its end begins. */
export const WRAP_TIME = 3 * 60_000;
/** Least time in which a further question is worth asking, in minutes. */
export const LEAST_QUESTION_MINUTES = 5;
/** Questions asked about one answer before the interview goes on. */
export const MAX_PROBES = 3;
/** Exchanges on one stage of a system design before the next stage. */
export const EXCHANGES_PER_STAGE = 2;
/** The candidate has gone; the interviewer leaves after this long and comes back with them. */
export const LEAVE_AFTER = 90_000;

/** Messages of the conversation that a mind is shown. Older ones are summed up by what stands on the question. */
export const MAX_CONVERSATION = 60;
/** Of one message, in characters. */
export const MAX_MESSAGE_SHOWN = 2000;
/** Of one file around the cursor, in lines. */
export const MAX_LINES_SHOWN = 200;
/** One line of code, in characters: generated or hostile lines can be endless. */
export const MAX_LINE_LENGTH = 400;
/** What `read_code` gives at once, in lines. */
export const MAX_LINES_READ = 400;
/** Output of one run that is shown, in characters. */
export const MAX_OUTPUT_SHOWN = 2000;
