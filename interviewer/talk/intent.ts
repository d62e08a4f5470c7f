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

/** How a plain request begins. Anything else that happens to hold the words is not one. */
const ASKING =
  '^(?:(?:ok|okay|so|well|hm+|um+|sorry|please|actually|and)[,.]? )*' +
  "(?:(?:can|could|may|shall|should|would) (?:i|we|you)(?: please)? |i (?:need|want|would like|think i need) |i'd like |let'?s |let us |give me |please )?";
const asking = (rest: string) => new RegExp(ASKING + rest, 'i');

const PATTERNS: [Exclude<Intent, 'question' | 'other'>, RegExp][] = [
  [
    'hint',
    asking(
      String.raw`(?:(?:have |get |give me |see |use )?(?:a|another|one|the next|any|some)? ?(?:more )?(?:hints?|clue)\b|(?:i am|i'm) (?:a bit |really |completely )?stuck\b|stuck\b)`,
    ),
  ],
  [
    'time',
    asking(
      String.raw`(?:give me |need |take |have )?(?:a|some|another|few|one|two|five|ten|just a|\d{1,2}) ?(?:few |more )?(?:moments?|minutes?|mins?|seconds?|secs?|bit of time|time)\b|^let me (?:think|try)\b|^(?:i am |i'm )?(?:still )?thinking\b`,
    ),
  ],
  [
    'end',
    asking(
      String.raw`(?:to )?(?:end|stop|finish|leave|quit) (?:the |this |here)?\s?(?:interview|call|session|here|now)\b`,
    ),
  ],
  [
    'skip',
    asking(
      String.raw`(?:to )?(?:have |get |see )?(?:skip|(?:the )?next question|another question|move on|go on to the next)\b`,
    ),
  ],
  [
    'done',
    /^(ok,? |okay,? |so,? |and )?(i('m| am)|that('s| is)|it('s| is)|we('re| are)) (all )?(done|finished|it|ready|complete)\b|^(done|finished|ready)[.! ]*$|^i think (that('s| is) (it|all)|i('m| am) done)\b|^(no,? )?nothing (more|else)\b/i,
  ],
  ['repeat', asking(String.raw`(?:you )?(?:repeat|say (?:that|it) again|what was the question)\b`)],
  ['no', /^(no|nope|nah|not (now|yet|really)|i('d| would) rather not)\b/i],
  [
    'yes',
    /^(yes|yep|yeah|yup|sure|ok|okay|of course|fine|ready|let'?s (go|start|begin)|go ahead|sounds good|i('m| am) ready|i agree)\b/i,
  ],
];

/** The longest text in which intents are looked for: a plain request is short, and patterns must not run over novels. */
const MAX_READ = 200;

/** What this message of the candidate asks for. */
export function intentOf(text: string): Intent {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (plain.length > MAX_READ) return plain.endsWith('?') ? 'question' : 'other';
  for (const [intent, pattern] of PATTERNS) if (pattern.test(plain)) return intent;
  return plain.includes('?') ? 'question' : 'other';
}

/** Words by which somebody who thinks aloud turns to the interviewer. */
const ADDRESS =
  /\b(interviewer|you|your|right|correct|okay so far|does that|is that|make sense|what do|any thoughts)\b/i;

/** Whether these spoken words ask for an answer, rather than being thought aloud. */
export function isAddressed(text: string): boolean {
  const intent = intentOf(text);
  return intent !== 'other' || ADDRESS.test(text.slice(0, 1000));
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
