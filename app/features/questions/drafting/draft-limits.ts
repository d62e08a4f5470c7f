/** Languages of one draft. Each more makes the model's answer longer, and one of them wrong more likely. */
export const MAX_DRAFT_LANGUAGES = 4;

/** Longest answer of a model, in tokens: a question in four languages takes about ten thousand. */
export const MAX_DRAFT_TOKENS = 24_000;

/** How often in a try a model may correct an answer that is no question. Each time it is paid for the whole again. */
export const MAX_REPAIRS = 2;

/** How long one answer may take, in milliseconds. */
export const MAX_ANSWER_TIME = 6 * 60_000;

/** How long a model may fall silent in the middle of an answer, in milliseconds. */
export const MAX_ANSWER_SILENCE = 60_000;

/** Findings that a model is told at once. Those behind them mostly follow from the first. */
export const MAX_FINDINGS = 12;

/** Failing cases of one language that a model is told, and the longest text of each, in characters. */
export const MAX_TOLD_FAILURES = 4;
export const MAX_TOLD_TEXT = 600;

/** Characters between two words about how much is written. */
export const PROGRESS_STEP = 200;

/** A question as JSON that a model is asked to draft again, in characters. More would not fit beside its answer. */
export const MAX_REDRAFTED_LENGTH = 120_000;

/** The last rejections of the organisation that a model is told. */
export const MAX_TOLD_REJECTIONS = 6;

/** A request as JSON. */
export const MAX_REQUEST_BYTES = 16 * 1024;
