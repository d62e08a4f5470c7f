/** What a key does in a replay. */
export type ReplayAction =
  | 'toggle'
  | 'back'
  | 'forward'
  | 'backLong'
  | 'forwardLong'
  | 'previousEvent'
  | 'nextEvent'
  | 'previousEdit'
  | 'nextEdit'
  | 'start'
  | 'end'
  | 'faster'
  | 'slower'
  | 'closer'
  | 'wider'
  | 'help';

/** Every key with what it does, as the help shows them. */
export const REPLAY_KEYS: readonly { keys: readonly string[]; action: ReplayAction; words: string }[] = [
  { keys: ['Space', 'K'], action: 'toggle', words: 'Play or pause' },
  { keys: ['←'], action: 'back', words: '5 seconds back' },
  { keys: ['→'], action: 'forward', words: '5 seconds on' },
  { keys: ['J'], action: 'backLong', words: '10 seconds back' },
  { keys: ['L'], action: 'forwardLong', words: '10 seconds on' },
  { keys: [','], action: 'previousEdit', words: 'Previous edit' },
  { keys: ['.'], action: 'nextEdit', words: 'Next edit' },
  { keys: ['Shift ←'], action: 'previousEvent', words: 'Previous event' },
  { keys: ['Shift →'], action: 'nextEvent', words: 'Next event' },
  { keys: ['Home'], action: 'start', words: 'To the start' },
  { keys: ['End'], action: 'end', words: 'To the end' },
  { keys: ['<'], action: 'slower', words: 'Slower' },
  { keys: ['>'], action: 'faster', words: 'Faster' },
  { keys: ['+'], action: 'closer', words: 'Zoom the timeline in' },
  { keys: ['−'], action: 'wider', words: 'Zoom the timeline out' },
  { keys: ['?'], action: 'help', words: 'This list' },
];

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Where the focus is when a key is pressed: what the key means there comes first. */
export type KeyPlace =
  /** Fields take every key. */
  | 'field'
  /** Lists, tabs and menus take the keys that move. */
  | 'moving'
  /** Text that one moves in and cannot type into. */
  | 'editor'
  /** Buttons take Space. */
  | 'button'
  | 'page';

/** What this key press does, or null when it is not the replay's. */
export function decideReplayKey(press: KeyPress, place: KeyPlace): ReplayAction | null {
  if (place === 'field' || press.ctrlKey || press.metaKey || press.altKey) return null;
  const { key, shiftKey } = press;
  if (key === ' ') return place === 'page' || place === 'editor' ? 'toggle' : null;
  const move = shiftKey ? SHIFTED[key] : MOVES[key];
  if (move) return place === 'moving' || place === 'editor' ? null : move;
  return SIGNS[key.toLowerCase()] ?? null;
}

const MOVES: Record<string, ReplayAction> = {
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  Home: 'start',
  End: 'end',
};
const SHIFTED: Record<string, ReplayAction> = { ArrowLeft: 'previousEvent', ArrowRight: 'nextEvent' };
const SIGNS: Record<string, ReplayAction> = {
  k: 'toggle',
  j: 'backLong',
  l: 'forwardLong',
  ',': 'previousEdit',
  '.': 'nextEdit',
  '<': 'slower',
  '>': 'faster',
  '+': 'closer',
  '=': 'closer',
  '-': 'wider',
  '?': 'help',
};
