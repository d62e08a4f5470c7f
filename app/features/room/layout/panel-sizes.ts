import { z } from 'zod';

const KEY = 'interlace:panels';
const schema = z.object({
  files: z.number().min(120).max(800).catch(220),
  output: z.number().min(80).max(1200).catch(240),
  panel: z.number().min(280).max(900).catch(340),
  side: z.number().min(200).max(900).catch(300),
});

/** Sizes of the panels in pixels, as this browser left them. */
export type PanelSizes = z.infer<typeof schema>;

export function readPanelSizes(): PanelSizes {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return schema.parse({}); // no storage, or not ours
  }
}

export function writePanelSizes(sizes: PanelSizes): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(sizes));
  } catch {
    // no storage: the sizes last as long as the page
  }
}
