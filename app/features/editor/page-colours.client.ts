/** Reads a CSS variable of the page as `#rrggbbaa`. `alpha` multiplies the colour's own. */
export type ReadColour = (variable: string, alpha?: number) => string;

/** Calls `read` with a way to read the page's present colours, through the browser, so that there is one palette for everything. */
export function readColours<T>(read: (hex: ReadColour) => T): T {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  try {
    return read((variable, alpha = 1) => {
      probe.style.color = `var(${variable})`;
      return toHex(getComputedStyle(probe).color, alpha);
    });
  } finally {
    probe.remove();
  }
}

/** Calls back whenever the page's colours may have changed. Returns how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', onChange);
  };
}

/** `rgb(1, 2, 3)` as `#010203ff`. Anything that cannot be read becomes a middle grey. */
function toHex(colour: string, alpha: number): string {
  const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [128, 128, 128];
  const [red = 128, green = 128, blue = 128, own = 1] = parts;
  return `#${[red, green, blue, own * alpha * 255].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
