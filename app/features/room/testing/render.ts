import { act } from 'react';
import { createRoot } from 'react-dom/client';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** Puts a component onto an empty page. Returns how to take it away. */
export function render(element: React.ReactElement): () => void {
  document.body.innerHTML = '<div id="at"></div>';
  const root = createRoot(document.getElementById('at') as HTMLElement);
  act(() => root.render(element));
  return () => act(() => root.unmount());
}

/** Types this text into the field, in the place of what was there. */
export function typeInto(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = Object.getPrototypeOf(field);
  act(() => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Presses a key where the focus is, or on this element. */
export function press(key: string, { on = document.activeElement, ...held }: PressOptions = {}): void {
  act(() => void on?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...held })));
}

interface PressOptions {
  on?: Element | null;
  ctrlKey?: boolean;
}
