/** Elements between which F6 moves carry this attribute; its value orders them. */
export const REGION = 'data-region';

/** Where work goes on in a region, the most wanted first: the code, the terminal, the message, the tree, then any control. */
const STARTS = [
  '.native-edit-context, .monaco-editor textarea',
  '.xterm-helper-textarea',
  '[data-chat-field]',
  '[role="treeitem"][tabindex="0"]',
  '[role="option"][tabindex="0"]',
  '[role="document"][tabindex="0"]',
  '[role="log"][tabindex="0"]',
  '[role="tabpanel"]:not([hidden]) button:not(:disabled)',
  'button:not(:disabled), a[href], input:not(:disabled), [tabindex="0"]',
] as const;

/** Puts the focus into the next (or, with -1, the previous) region that shows, around the ends. */
export function moveRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(`[${REGION}]`)].filter(isShown);
  regions.sort((a, b) => Number(a.getAttribute(REGION)) - Number(b.getAttribute(REGION)));
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next =
    regions[at < 0 ? (by === 1 ? 0 : regions.length - 1) : (at + by + regions.length) % regions.length];
  if (next) focusIn(next);
}

/** Puts the focus into this section, once it is drawn. */
export function focusRegion(section: string): void {
  requestAnimationFrame(() => {
    const region = findSection(section);
    if (region && !region.contains(document.activeElement)) focusIn(region);
  });
}

/** Whether the focus is in the section of this name. */
export function isFocusIn(section: string): boolean {
  return findSection(section)?.contains(document.activeElement) ?? false;
}

/** Puts the focus into what this section takes text with: at once, so that no key goes astray, or once it is drawn. */
export function focusTextOf(section: string): void {
  const focus = () => {
    const field = findSection(section)?.querySelector<HTMLElement>('textarea:not(:disabled)');
    field?.focus();
    return field !== undefined && field === document.activeElement;
  };
  if (!focus()) requestAnimationFrame(focus);
}

function findSection(name: string): HTMLElement | null {
  return document.querySelector(`section[aria-label="${name}"]`);
}

/** Focuses where one would go on working in the region, else its first control, else itself. */
function focusIn(region: HTMLElement): void {
  const start = STARTS.flatMap((selector) => [...region.querySelectorAll<HTMLElement>(selector)]).find(
    isShown,
  );
  if (start) {
    start.focus();
    return;
  }
  region.tabIndex = -1;
  region.focus();
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
