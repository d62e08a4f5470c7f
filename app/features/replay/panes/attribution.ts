import { personColour } from '#app/components/ui/avatar.tsx';
import type { Attribution } from '#core/tape/timeline/replay-state.ts';
import type { Way } from '#core/tape/timeline/sources.ts';
import type { ColourBy } from '../replay-player.ts';
import type { TapePerson } from '../tape/tape-protocol.ts';

/** How a kind of text looks: a tint and, so that colour is not all, a line below. */
export interface TextLook {
  /** Class of the text in the editor. */
  className: string;
  label: string;
  colour: string;
  /** CSS of the line below, without its colour. */
  line: string;
}

const WAY_LOOKS: Record<Way, { label: string; colour: string; line: string }> = {
  typed: { label: 'Typed', colour: 'var(--ink-faint)', line: 'none' },
  pasted: { label: 'Pasted', colour: 'var(--warn)', line: 'underline solid 2px' },
  dropped: { label: 'Dropped in', colour: 'var(--person-3)', line: 'underline dashed 2px' },
  completed: { label: 'Completed by the editor', colour: 'var(--person-0)', line: 'underline dotted 2px' },
  workspace: { label: 'Written by a program', colour: 'var(--good)', line: 'underline double 1px' },
  ai: { label: 'Written by the AI', colour: 'var(--ai)', line: 'underline wavy 1px' },
  room: { label: 'There from the start', colour: 'var(--ink-faint)', line: 'underline dotted 1px' },
};
const PERSON_LINES = ['solid 2px', 'dashed 2px', 'dotted 2px', 'wavy 1px', 'double 1px'] as const;

/** Looks of these pieces of text, in the order of the legend. */
export function looksOf(
  runs: readonly Attribution[],
  { by, people }: { by: ColourBy; people: readonly TapePerson[] },
): TextLook[] {
  if (by === 'none') return [];
  if (by === 'way') {
    const used = new Set(runs.map(({ how }) => how));
    return (Object.keys(WAY_LOOKS) as Way[])
      .filter((way) => used.has(way))
      .map((way) => ({ className: classOf({ how: way, author: '' }, by, people), ...WAY_LOOKS[way] }));
  }
  const used = new Set(runs.map(({ author }) => author));
  return [...used].map((author) => {
    const index = people.findIndex(({ participantId }) => participantId === author);
    const person = people[index];
    return {
      className: classOf({ how: 'typed', author }, by, people),
      label: person?.name ?? 'There from the start',
      colour: person ? personColour(person) : 'var(--ink-faint)',
      line: person ? `underline ${PERSON_LINES[index % PERSON_LINES.length]}` : 'none',
    };
  });
}

/** The class of a piece of text. */
export function classOf(
  { how, author }: Pick<Attribution, 'how' | 'author'>,
  by: ColourBy,
  people: readonly TapePerson[],
): string {
  if (by === 'way') return `text-way-${how}`;
  return `text-author-${people.findIndex(({ participantId }) => participantId === author) + 1}`;
}

/** Style rules of these looks. */
export function looksCss(looks: readonly TextLook[]): string {
  return looks
    .map(({ className, colour, line }) => {
      const tint = `background-color:color-mix(in srgb,${colour} ${line === 'none' ? 6 : 14}%,transparent)`;
      const below = line === 'none' ? '' : `;text-decoration:${line} ${colour};text-underline-offset:4px`;
      return `.monaco-editor .${className}{${tint}${below}}`;
    })
    .join('\n');
}

/** Who and how, in words. */
export function attributionWords(run: Attribution, people: readonly TapePerson[]): string {
  const person = people.find(({ participantId }) => participantId === run.author);
  const name = person?.name;
  const { label } = WAY_LOOKS[run.how];
  if (run.how === 'ai' && person && person.role !== 'ai') return `${label}, accepted by ${person.name}`;
  return name && run.how !== 'room' ? `${label}, ${name}` : label;
}
