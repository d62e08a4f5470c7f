/**
 * What the candidate's own words plainly ask for. Few and safe patterns: what is not clear is left to the mind. Only
 * messages of the candidate in the chat are read so, never code, file names or output.
 */
export type Intent =
  | 'yes'
  | 'no'
  | 'hint'
  | 'time'
  | 'done'
  | 'skip'
  | 'end'
  | 'repeat'
  | 'question'
  | 'other';

const PATTERNS: [Exclude<Intent, 'question' | 'other'>, RegExp][] = [
  ['hint', /\b(hints?|stuck|nudge me|give me a clue|a clue)\b/i],
  [
    'time',
    /\b(give|need|take|have) (me )?(a|some|another|few|one|two|five|\d+)?\s*(more )?(moments?|minutes?|mins?|seconds?|secs?|time)\b|\b(one|just a) (sec|moment|minute)\b|\blet me (think|try)\b|\bthinking\b/i,
  ],
  ['end', /\b(end|stop|finish|leave|quit) (the |this )?(interview|call|session)\b/i],
  ['skip', /\b(skip|next question|another question|move on|go on to the next)\b/i],
  [
    'done',
    /^(ok,? |okay,? |so,? |and )?(i('m| am)|that('s| is)|it('s| is)|we('re| are)) (all )?(done|finished|it|ready|complete)\b|^(done|finished|ready)[.! ]*$|\bi think (that('s| is) (it|all)|i('m| am) done)\b|\bnothing (more|else)\b/i,
  ],
  ['repeat', /\b(repeat|say (that|it) again|what was the question)\b/i],
  ['no', /^(no|nope|nah|not (now|yet|really)|i('d| would) rather not)\b/i],
  [
    'yes',
    /^(yes|yep|yeah|yup|sure|ok|okay|of course|fine|ready|let'?s (go|start|begin)|go ahead|sounds good|i('m| am) ready|i agree)\b/i,
  ],
];

/** The longest text in which intents are looked for: a plain request is short, and patterns must not run over novels. */
const MAX_READ = 400;

/** What this message of the candidate asks for. */
export function intentOf(text: string): Intent {
  const plain = text.normalize('NFKC').trim().slice(0, MAX_READ);
  for (const [intent, pattern] of PATTERNS) if (pattern.test(plain)) return intent;
  return plain.includes('?') ? 'question' : 'other';
}

const NUMBER_WORDS: Record<string, number> = { a: 1, one: 1, two: 2, three: 3, five: 5, ten: 10 };

/** How long the candidate asks to be left alone, in milliseconds; undefined where they do not say. */
export function askedTime(text: string): number | undefined {
  const found = /\b(\d{1,2}|a|one|two|three|five|ten)\s*(more )?(minutes?|mins?|seconds?|secs?)\b/i.exec(
    text.slice(0, MAX_READ),
  );
  if (!found) return undefined;
  const [, amount = '', , unit = ''] = found;
  const number = NUMBER_WORDS[amount.toLowerCase()] ?? Number(amount);
  return Math.min(number * (unit.toLowerCase().startsWith('s') ? 1000 : 60_000), 15 * 60_000);
}
