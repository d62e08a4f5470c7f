import { MonacoBinding } from 'y-monaco';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { UntypedEdit } from '#app/features/room/context-line.ts';
import type { SharedFile } from '#core/doc-shape.ts';
import { insertedText, originOf } from './edit-origin.ts';
import { fileLanguageOf } from './file-language.ts';
import { monaco } from './monaco.client.ts';

type Editor = monaco.editor.IStandaloneCodeEditor;
type StackEvent = { stackItem: { meta: Map<unknown, unknown> }; type: 'undo' | 'redo' };

/** Mark of a step of undo that an AI wrote, with its text. */
const BY_AI = 'by-ai';

interface SharedModelOptions {
  editor: Editor;
  awareness: Awareness;
  canEdit: boolean;
  onUntyped: (edit: UntypedEdit) => void;
}

/**
 * One shared file in the editor: the model, its tie to the document, and the undo of one's own edits.
 * Undo belongs to Yjs: Monaco's would take back what others typed.
 */
export class SharedModel {
  readonly model: monaco.editor.ITextModel;
  readonly path: string;
  viewState: monaco.editor.ICodeEditorViewState | null = null;
  readonly #binding: MonacoBinding;
  readonly #undo: Y.UndoManager;
  readonly #text: Y.Text;
  readonly #stop: () => void;
  readonly #onUntyped: (origin: UntypedEdit['origin'], text: string) => void;
  /** An edit that an AI wrote is being made. */
  #isByAi = false;

  constructor(file: SharedFile, { editor, awareness, canEdit, onUntyped }: SharedModelOptions) {
    this.path = file.path;
    this.#onUntyped = (origin, text) => onUntyped({ origin, fileId: file.id, text });
    this.#text = file.text;
    // The path is the address, so that imports between the room's files resolve.
    const address = monaco.Uri.from({ scheme: 'file', path: `/${file.path}` });
    this.model = monaco.editor.createModel(file.text.toString(), fileLanguageOf(file.path).editorId, address);
    this.model.setEOL(monaco.editor.EndOfLineSequence.LF);
    // Before y-monaco, which sends the change when it hears of it.
    this.model.onDidChangeContent((event) => {
      const origin = this.#isByAi ? 'ai' : originOf(event);
      if (origin) this.#onUntyped(origin, insertedText(event.changes));
    });
    // The editor's module and the package that y-monaco was typed against are the same thing by two names.
    type Bound = ConstructorParameters<typeof MonacoBinding>;
    this.#binding = new MonacoBinding(
      file.text,
      this.model as unknown as Bound[1],
      new Set([editor]) as unknown as Bound[2],
      awareness,
    );
    this.#undo = new Y.UndoManager(file.text, { trackedOrigins: new Set([this.#binding]) });
    this.#ownUndo(canEdit);
    const stops = [this.#holdSelections(editor), this.#returnToPlaceOfUndo(editor)];
    if (canEdit) stops.push(this.#keepLineEnds());
    this.#stop = () => {
      for (const stop of stops) stop();
    };
  }

  /** Replaces these offsets, as an edit of this browser that an AI wrote. Undo takes back this and nothing with it. */
  replaceAsAi(from: number, to: number, text: string): void {
    const [start, end] = [from, to].map((offset) => this.model.getPositionAt(offset));
    if (!start || !end) return;
    this.#undo.stopCapturing();
    this.#isByAi = true;
    this.model.applyEdits([{ range: monaco.Range.fromPositions(start, end), text }]);
    this.#isByAi = false;
    this.#undo.stopCapturing();
    this.#undo.undoStack.at(-1)?.meta.set(BY_AI, text);
  }

  /** Takes a step back, or makes it again. What an AI wrote stays its own, however often it comes back. */
  #step(by: 'undo' | 'redo'): void {
    const [from, to] =
      by === 'undo' ? (['undoStack', 'redoStack'] as const) : (['redoStack', 'undoStack'] as const);
    const text = this.#undo[from].at(-1)?.meta.get(BY_AI);
    if (by === 'redo' && typeof text === 'string') this.#onUntyped('ai', text);
    this.#undo[by]();
    if (text !== undefined) this.#undo[to].at(-1)?.meta.set(BY_AI, text);
  }

  dispose(): void {
    this.#stop();
    this.#undo.destroy();
    this.model.dispose();
  }

  #ownUndo(canEdit: boolean): void {
    const model = this.model as unknown as Record<'undo' | 'redo' | 'canUndo' | 'canRedo', () => unknown>;
    model.undo = () => canEdit && this.#step('undo');
    model.redo = () => canEdit && this.#step('redo');
    model.canUndo = () => canEdit && this.#undo.canUndo();
    model.canRedo = () => canEdit && this.#undo.canRedo();
  }

  /**
   * Where cursors and selections go when others edit, instead of y-monaco's own rule, which knows one selection and
   * lets text that is typed exactly at the cursor push it along. Ours holds on to the character before the cursor,
   * and a selection never grows over what somebody else adds at its edge.
   */
  #holdSelections(editor: Editor): () => void {
    const { doc, mux } = this.#binding;
    let held: { start: Y.RelativePosition; end: Y.RelativePosition; direction: monaco.SelectionDirection }[] =
      [];
    doc.off('beforeAllTransactions', this.#binding._beforeTransaction);
    const remember = () => {
      held = [];
      // Not for what is typed here: Monaco has moved the cursor already.
      mux(() => {
        if (editor.getModel() !== this.model) return;
        const at = (position: monaco.IPosition, assoc: number) =>
          Y.createRelativePositionFromTypeIndex(this.#text, this.model.getOffsetAt(position), assoc);
        held = (editor.getSelections() ?? []).map((selection) => ({
          start: at(selection.getStartPosition(), selection.isEmpty() ? -1 : 0),
          end: at(selection.getEndPosition(), -1),
          direction: selection.getDirection(),
        }));
      });
    };
    const restore = () => {
      const selections = held.flatMap(({ start, end, direction }) => {
        const [from, to] = [start, end].map((one) => Y.createAbsolutePositionFromRelativePosition(one, doc));
        if (!from || !to) return [];
        const [a, b] = [from.index, Math.max(from.index, to.index)].map((index) =>
          this.model.getPositionAt(index),
        );
        return a && b
          ? [monaco.Selection.createWithDirection(a.lineNumber, a.column, b.lineNumber, b.column, direction)]
          : [];
      });
      const isComplete = selections.length > 0 && selections.length === held.length;
      held = [];
      if (!isComplete || monaco.Selection.selectionsArrEqual(selections, editor.getSelections() ?? []))
        return;
      editor.setSelections(selections);
    };
    doc.on('beforeAllTransactions', remember);
    this.#text.observe(restore);
    return () => {
      doc.off('beforeAllTransactions', remember);
      this.#text.unobserve(restore);
    };
  }

  /** The cursor goes to where something was taken back, so that one sees it. */
  #returnToPlaceOfUndo(editor: Editor): () => void {
    const remember = ({ stackItem }: StackEvent) => {
      const selection = editor.getModel() === this.model ? editor.getSelection() : null;
      if (!selection) return;
      const at = (position: monaco.IPosition) =>
        Y.createRelativePositionFromTypeIndex(this.#text, this.model.getOffsetAt(position));
      stackItem.meta.set('place', at(selection.getPosition()));
    };
    const goThere = ({ stackItem }: StackEvent) => {
      const place = stackItem.meta.get('place') as Y.RelativePosition | undefined;
      const doc = this.#text.doc;
      if (!place || !doc || editor.getModel() !== this.model) return;
      const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
      if (!found) return;
      const position = this.model.getPositionAt(found.index);
      editor.setPosition(position);
      editor.revealPositionInCenterIfOutsideViewport(position);
    };
    this.#undo.on('stack-item-added', remember);
    this.#undo.on('stack-item-popped', goThere);
    return () => undefined;
  }

  /** Monaco keeps one kind of line end. A lone carriage return in the document would shift every offset after it. */
  #keepLineEnds(): () => void {
    const repair = (event: Y.YTextEvent) => {
      if (
        event.transaction.local ||
        !event.delta.some(({ insert }) => typeof insert === 'string' && insert.includes('\r'))
      )
        return;
      queueMicrotask(() => {
        const text = this.#text.toString();
        this.#text.doc?.transact(() => {
          for (
            let at = text.lastIndexOf('\r');
            at >= 0;
            at = at === 0 ? -1 : text.lastIndexOf('\r', at - 1)
          ) {
            this.#text.delete(at, 1);
          }
        });
        if (this.model.getValue() !== this.#text.toString()) this.model.setValue(this.#text.toString());
      });
    };
    this.#text.observe(repair);
    return () => this.#text.unobserve(repair);
  }
}
