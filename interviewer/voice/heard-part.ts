/** A sentence as it was made into sound. */
export interface SpokenSentence {
  text: string;
  /** Of its sound so far, in milliseconds. A sentence that could not be made into sound keeps 0. */
  durationMs: number;
}

/** Of what was made into sound, the part that was heard when it stopped after so long: to the last whole word. */
export function heardPart(sentences: readonly SpokenSentence[], playedMs: number): string {
  const heard: string[] = [];
  let left = playedMs;
  for (const { text, durationMs } of sentences) {
    if (durationMs === 0) continue;
    if (left >= durationMs) heard.push(text);
    else {
      const words = text.split(/\s+/).filter(Boolean);
      const letters = (left / durationMs) * text.length;
      let length = 0;
      const part = words.filter((word) => {
        length += word.length + 1;
        return length <= letters;
      });
      if (part.length > 0) heard.push(part.join(' '));
      break;
    }
    left -= durationMs;
  }
  return heard.join(' ').trim();
}

/** The sentence that sounds at this moment, or null before and after. */
export function sentenceAt(sentences: readonly SpokenSentence[], playedMs: number): string | null {
  let end = 0;
  for (const { text, durationMs } of sentences) {
    end += durationMs;
    if (playedMs < end) return text;
  }
  return null;
}
