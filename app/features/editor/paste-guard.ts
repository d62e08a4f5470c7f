import { MAX_FRAME_BYTES } from '#core/limits.ts';

/** One paste becomes one frame; the rest is for the frame around it. */
const MAX_PASTE_BYTES = MAX_FRAME_BYTES * 0.9;

interface PasteGuardOptions {
  /** Characters that still fit into the room. */
  getRoom: () => number;
  onRefused: (text: string) => void;
}

/**
 * Stops a paste that the room would refuse, before it is in the document: afterwards the edit would have to be
 * taken back with the whole local copy. Returns how to stop.
 */
export function refuseHugePaste(element: HTMLElement, { getRoom, onRefused }: PasteGuardOptions): () => void {
  const check = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // Cheap first: a character is at most three bytes of UTF-8 per UTF-16 unit.
    const isTooLarge = text.length * 3 > MAX_PASTE_BYTES && byteLength(text) > MAX_PASTE_BYTES;
    const isTooMuch = text.length > getRoom();
    if (!isTooLarge && !isTooMuch) return;
    event.preventDefault();
    event.stopPropagation();
    onRefused(
      isTooMuch
        ? 'This does not fit: the files of a room hold two megabytes together.'
        : 'This is too large to paste at once. Paste it in parts of up to 400 kB.',
    );
  };
  element.addEventListener('paste', check, { capture: true });
  return () => element.removeEventListener('paste', check, { capture: true });
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
