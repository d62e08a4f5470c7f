import type { ToolCall } from '#models/model.ts';
import { TOOLS, type ToolName } from './tools.ts';
import { squeeze } from './view.ts';

/** Tools whose work stays, also where nobody hears the answer that they belong to. The others only look, or come last. */
const LASTING: ReadonlySet<string> = new Set<ToolName>([
  'run_tests',
  'give_hint',
  'next_question',
  'note_observation',
]);

/**
 * What was done for an answer until it has been heard. Where it is broken off before that and thought anew, with what
 * was said meanwhile, none of it is done a second time.
 */
export class Deeds {
  /** What came of each, by its key. */
  readonly #contents = new Map<string, string>();
  readonly #tools = new Set<ToolName>();

  get tools(): readonly ToolName[] {
    return [...this.#tools];
  }

  /** What came of it where it was done already, else null. */
  resultOf(call: ToolCall): string | null {
    return this.#contents.get(keyOf(call)) ?? null;
  }

  /** It was done. */
  add(call: ToolCall, content: string): void {
    if (!LASTING.has(call.name)) return;
    this.#contents.set(keyOf(call), content);
    this.#tools.add(call.name as ToolName);
  }
}

/** The same observation is one of the same words of the candidate, however it is put; the others are done once at most. */
function keyOf({ name, input }: ToolCall): string {
  if (name !== 'note_observation') return name;
  const parsed = TOOLS.note_observation.schema.safeParse(input);
  return `${name} ${parsed.success ? `${parsed.data.criterion} ${squeeze(parsed.data.quote)}` : ''}`;
}
