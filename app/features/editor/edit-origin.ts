import type { UntypedEdit } from '#app/features/room/context-line.ts';

/** What Monaco says about where a change of a model came from, as far as it matters here. */
interface Reason {
  metadata: { source: string; kind?: string };
}

/**
 * How a change of a model came to be when somebody did not type it, or null. Monaco puts its reasons into the event
 * but not into its types; `edit-origin.test.ts` fails when an upgrade changes them. Changes of others, undo and
 * formatting are none of these.
 */
export function originOf(event: object): UntypedEdit['origin'] | null {
  const reasons = 'detailedReasons' in event ? (event.detailedReasons as readonly Reason[]) : [];
  for (const { metadata } of reasons) {
    if (metadata.source === 'cursor' && metadata.kind === 'paste') return 'pasted';
    if (COMPLETIONS.has(metadata.source)) return 'completed';
  }
  return null;
}

/** What a change put in, from top to bottom. With several cursors each gets its line of what was pasted. */
export function insertedText(changes: readonly { rangeOffset: number; text: string }[]): string {
  const inOrder = [...changes].sort((a, b) => a.rangeOffset - b.rangeOffset);
  return inOrder.map(({ text }) => text).join('\n');
}

/** A suggestion that was taken, with the snippet that it may bring. */
const COMPLETIONS = new Set([
  'suggest',
  'snippet',
  'inlineCompletionAccept',
  'inlineCompletionPartialAccept',
]);
