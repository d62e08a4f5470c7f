import { z } from 'zod';

const keptCopySchema = z.object({
  reason: z.string(),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
});

/** Texts that the room did not take, shown once after the page came back so that nothing typed is lost. */
export type KeptCopy = z.infer<typeof keptCopySchema>;

const keyOf = (interviewId: string) => `interlace:kept:${interviewId}`;

/** Puts the texts aside for the next load of this tab. A full storage loses them: the caller has shown the reason. */
export function keepCopy(interviewId: string, copy: KeptCopy): void {
  try {
    sessionStorage.setItem(keyOf(interviewId), JSON.stringify(copy));
  } catch {
    // no storage: there is nowhere to put them
  }
}

/** The texts put aside before this load, or null; they are gone afterwards. */
export function takeCopy(interviewId: string): KeptCopy | null {
  try {
    const json = sessionStorage.getItem(keyOf(interviewId));
    sessionStorage.removeItem(keyOf(interviewId));
    return json ? keptCopySchema.parse(JSON.parse(json)) : null;
  } catch {
    return null; // no storage, or not ours
  }
}
