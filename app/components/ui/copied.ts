const EVENT = 'interlace-copied';

/** Puts text on the clipboard and tells whoever keeps track of what was copied on this page. Rejects where the browser forbids it. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  window.dispatchEvent(new CustomEvent(EVENT, { detail: text }));
}

/** Hears of everything that is copied or cut on this page, by keyboard, menu or button. Returns how to stop. */
export function watchCopies(onCopied: (text: string) => void): () => void {
  // at the window, when whoever writes the clipboard by itself has done so
  const note = ({ clipboardData }: ClipboardEvent) =>
    onCopied(clipboardData?.getData('text/plain') || String(document.getSelection() ?? ''));
  const noteOurs = (event: Event) => event instanceof CustomEvent && onCopied(String(event.detail));
  window.addEventListener('copy', note);
  window.addEventListener('cut', note);
  window.addEventListener(EVENT, noteOurs);
  return () => {
    window.removeEventListener('copy', note);
    window.removeEventListener('cut', note);
    window.removeEventListener(EVENT, noteOurs);
  };
}
