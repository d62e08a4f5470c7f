import { personColour } from '#app/components/ui/avatar.tsx';
import type { Peer } from '#app/features/room/awareness.ts';

/** Whose cursor it is. */
export type CursorOwner = Pick<Peer, 'clientId' | 'name' | 'role' | 'colour'>;

/** How long a name stays beside a cursor that moved. Longer and it hides code; shorter and one cannot read it. */
export const LABEL_SHOWN = 2500;

/**
 * Style rules that give y-monaco's remote selections their colour and name. Names come from other people:
 * every character beyond letters and digits is written as an escape. `recent`: clients whose cursor moved lately.
 * People who only watch have no cursor.
 */
export function cursorCss(
  peers: readonly CursorOwner[],
  recent: ReadonlySet<number>,
  hasLabels: boolean,
): string {
  return peers
    .filter((peer) => peer.role !== 'observer' && Number.isSafeInteger(peer.clientId))
    .map((peer) => {
      const id = peer.clientId;
      const colour = personColour(peer);
      const label = hasLabels && recent.has(id) ? 1 : 0;
      return [
        `.yRemoteSelection-${id}{background-color:color-mix(in srgb,${colour} 24%,transparent)}`,
        `.yRemoteSelectionHead-${id}{border-color:${colour}}`,
        `.yRemoteSelectionHead-${id}::before{background-color:${colour}}`,
        `.yRemoteSelectionHead-${id}::after{content:${cssString(peer.name)};background-color:${colour};opacity:${label}}`,
      ].join('\n');
    })
    .join('\n');
}

/** A CSS string of this text that nothing in the text can end. */
export function cssString(text: string): string {
  const escaped = text.replace(
    /[^\p{L}\p{N} ]/gu,
    (character) => `\\${character.codePointAt(0)?.toString(16)} `,
  );
  return `"${escaped}"`;
}
