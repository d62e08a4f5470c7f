import { FIXED_OPTIONS } from '#app/features/editor/editor-options.ts';
import { fileLanguageOf } from '#app/features/editor/file-language.ts';
import '#app/features/editor/grammars.client.ts';
import { monaco } from '#app/features/editor/monaco.client.ts';
import { watchTheme } from '#app/features/editor/page-colours.client.ts';
import { applyTheme } from '#app/features/editor/themes.client.ts';
import type { TextSplice } from '#core/tape/timeline/text-log.ts';
import '#app/features/editor/editor.css';
import type { ShownFile } from '../tape/shown-moment.ts';

/** What `FIXED_OPTIONS` say does not reach models: each would look for pairs in all of its text at every change. */
const NO_BRACKET_COLOURS = { enabled: false, independentColorPoolPerBracketType: false };

/** Text whose characters are all as wide as one another: no tabs, nothing that is wide or joined. */
const EVENLY_WIDE = /^[\x20-\x7e]*$/;
/** Characters behind a place in view that are in view with it. */
const SEEN_BEHIND = 4;

/** Somebody's cursor: `index` names the style rules of its owner. */
export interface EditorCursor {
  index: number;
  anchor: number;
  head: number;
}

/** A piece of text with a look of its own. */
export interface EditorPiece {
  from: number;
  to: number;
  className: string;
  words: string;
}

/** A read-only editor whose text moves through time without losing its place. */
export class EditorView {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly #models = new Map<
    string,
    { model: monaco.editor.ITextModel; text: string; view: monaco.editor.ICodeEditorViewState | null }
  >();
  readonly #cursors: monaco.editor.IEditorDecorationsCollection;
  readonly #pieces: monaco.editor.IEditorDecorationsCollection;
  readonly #stopTheme: () => void;
  #shownId: string | null = null;

  constructor(host: HTMLElement) {
    this.editor = monaco.editor.create(host, {
      ...FIXED_OPTIONS,
      ariaLabel: 'Code at this moment',
      readOnly: true,
      domReadOnly: true,
      readOnlyMessage: { value: 'This is a recording: nothing can be changed here.' },
      fontSize: 14,
      lineHeight: 22,
      model: null,
      theme: 'interlace',
    });
    this.#cursors = this.editor.createDecorationsCollection();
    this.#pieces = this.editor.createDecorationsCollection();
    applyTheme();
    this.#stopTheme = watchTheme(applyTheme);
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
  }

  /** Shows this file with this text; null shows none. */
  show(file: ShownFile | null): void {
    const before = this.#shownId === null ? undefined : this.#models.get(this.#shownId);
    if (!file) {
      if (before) before.view = this.editor.saveViewState();
      this.#shownId = null;
      this.editor.setModel(null);
      return;
    }
    const known = this.#models.get(file.id) ?? this.#make(file);
    setText(known, file);
    if (file.id === this.#shownId) return;
    if (before) before.view = this.editor.saveViewState();
    this.#shownId = file.id;
    this.editor.setModel(known.model);
    monaco.editor.setModelLanguage(known.model, fileLanguageOf(file.path).editorId);
    if (known.view) this.editor.restoreViewState(known.view);
  }

  setCursors(cursors: readonly EditorCursor[]): void {
    const model = this.editor.getModel();
    if (!model) return;
    this.#cursors.set(
      cursors.flatMap(({ index, anchor, head }) => {
        const at = model.getPositionAt(head);
        const bar: monaco.editor.IModelDeltaDecoration = {
          range: monaco.Range.fromPositions(at),
          options: {
            // Beside the text rather than in it: a line with something in it is laid out to see where its letters are.
            className: `yRemoteSelectionHead yRemoteSelectionHead-${index}${at.column === 1 ? ' isAtLineStart' : ''}`,
            showIfCollapsed: true,
            stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
          },
        };
        if (anchor === head) return [bar];
        const range = monaco.Range.fromPositions(
          model.getPositionAt(Math.min(anchor, head)),
          model.getPositionAt(Math.max(anchor, head)),
        );
        return [bar, { range, options: { className: `yRemoteSelection yRemoteSelection-${index}` } }];
      }),
    );
  }

  setPieces(pieces: readonly EditorPiece[]): void {
    const model = this.editor.getModel();
    if (!model) return;
    this.#pieces.set(
      pieces.map(({ from, to, className, words }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)),
        options: { inlineClassName: className, hoverMessage: { value: words, isTrusted: false } },
      })),
    );
  }

  /** Brings an offset into view, at once and only when it is not. */
  reveal(offset: number): void {
    const model = this.editor.getModel();
    if (!model) return;
    const at = model.getPositionAt(offset);
    const before = model.getLineContent(at.lineNumber).slice(0, at.column - 1);
    if (!EVENLY_WIDE.test(before)) {
      this.editor.revealPositionInCenterIfOutsideViewport(at, 1);
      return;
    }
    // The editor would lay its lines out to see how far right this is, which costs each drawing of a play.
    this.editor.revealLineInCenterIfOutsideViewport(at.lineNumber, 1);
    const { contentWidth } = this.editor.getLayoutInfo();
    const { typicalHalfwidthCharacterWidth: width } = this.editor.getOption(
      monaco.editor.EditorOption.fontInfo,
    );
    const x = before.length * width;
    const left = this.editor.getScrollLeft();
    if (x < left || x > left + contentWidth - SEEN_BEHIND * width)
      this.editor.setScrollLeft(Math.max(0, x - contentWidth / 2), 1);
  }

  /** Selects a place and shows it. */
  select(from: number, to: number): void {
    const model = this.editor.getModel();
    if (!model) return;
    const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
    this.editor.setSelection(range);
    this.editor.revealRangeInCenterIfOutsideViewport(range, 1);
  }

  dispose(): void {
    this.#stopTheme();
    this.editor.dispose();
    for (const { model } of this.#models.values()) model.dispose();
  }

  #make({ id, path, text }: ShownFile) {
    const model = monaco.editor.createModel(
      text,
      fileLanguageOf(path).editorId,
      monaco.Uri.from({ scheme: 'replay', path: `/${id}/${path}` }),
    );
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({ bracketColorizationOptions: NO_BRACKET_COLOURS });
    const made = { model, text, view: null };
    this.#models.set(id, made);
    return made;
  }
}

/** By the changes that are told where they lead from what the model has, else by the part that differs. */
function setText(
  known: { model: monaco.editor.ITextModel; text: string },
  { text, splices }: ShownFile,
): void {
  if (known.text === text) return;
  const isNext =
    splices !== null && splices.length > 0 && lengthAfter(known.text.length, splices) === text.length;
  apply(known.model, isNext ? splices : [differenceOf(known.text, text)]);
  known.text = text;
  // what the model has after changes must be what is told: anything else would mislead for good
  if (known.model.getValueLength() !== text.length) known.model.setValue(text);
}

/** All at once, as each time costs the editor the same, however little changes. */
function apply(model: monaco.editor.ITextModel, splices: readonly TextSplice[]): void {
  model.applyEdits(
    splices.map(({ at, deleted, inserted }) => ({
      range: monaco.Range.fromPositions(model.getPositionAt(at), model.getPositionAt(at + deleted)),
      text: inserted,
      forceMoveMarkers: false,
    })),
  );
}

function lengthAfter(length: number, splices: readonly TextSplice[]): number {
  return splices.reduce((sum, { deleted, inserted }) => sum + inserted.length - deleted, length);
}

/** One change that leads from one text to the other: what stands between their common start and end. */
function differenceOf(before: string, after: string): TextSplice {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return {
    at: start,
    deleted: before.length - start - end,
    inserted: after.slice(start, after.length - end),
  };
}
