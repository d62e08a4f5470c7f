import { MAX_PROPOSALS, MAX_PROPOSED_TEXT, type Proposal, placeOf } from '#core/assistant.ts';
import type { AssistantContext } from '#core/assistant-service.ts';
import type { ToolCall } from '#models/model.ts';
import { EDIT_TOOL, editSchema } from './prompt.ts';

/** Longest reason that is shown. */
const MAX_WHY = 400;

/** The edits that one answer proposes: each fits a file as the room gave it, and all together fit an exchange. */
export class Proposing {
  readonly proposals: Proposal[] = [];
  readonly #files: AssistantContext['files'];
  #length = 0;

  constructor(files: AssistantContext['files']) {
    this.#files = files;
  }

  /** Takes what a model asked for. Gives the proposal, or why it is none, in words for the model. */
  take(call: ToolCall): Proposal | string {
    if (call.name !== EDIT_TOOL.name) return 'There is no such tool.';
    const parsed = editSchema.safeParse(call.input);
    if (!parsed.success) return 'The input does not fit the schema of the tool.';
    const { path, find, replace, why } = parsed.data;
    const file = this.#files.find((one) => one.path === path);
    if (!file) return `${JSON.stringify(path)} is none of the files that you were given.`;
    const place = placeOf(find, file.text);
    if (place === 'missing')
      return 'The text to find does not stand in the file. Copy it exactly, whitespace included.';
    if (place === 'ambiguous')
      return 'The text to find stands there more than once. Take more of the lines around it.';
    if (find === replace) return 'The edit changes nothing.';
    const length = find.length + replace.length;
    if (this.proposals.length >= MAX_PROPOSALS) return 'No more edits fit into this answer.';
    if (this.#length + length > MAX_PROPOSED_TEXT)
      return 'The edits of this answer are too long together. Propose smaller ones.';
    this.#length += length;
    const id = crypto.randomUUID();
    const proposal = { id, fileId: file.id, path, find, replace, why: why.slice(0, MAX_WHY) };
    this.proposals.push(proposal);
    return proposal;
  }
}
