/** Keys to press, as the machine writes them. */
export function Kbd({ children }: { children: string }) {
  return <kbd className="shrink-0 font-sans text-12 tracking-wide text-ink-faint">{children}</kbd>;
}
