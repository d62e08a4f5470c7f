import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { setOpenFile } from '#app/features/room/awareness.ts';
import type { UntypedEdit } from '#app/features/room/context-line.ts';
import { Store } from '#app/features/room/store.ts';
import type { SharedFile } from '#core/doc-shape.ts';
import { fileLanguageOf } from './file-language.ts';
import { monaco } from './monaco.client.ts';
import { SharedModel } from './shared-model.client.ts';

export interface CursorPlace {
  line: number;
  column: number;
  /** Characters selected. */
  selected: number;
}

interface EditorControllerOptions {
  editor: monaco.editor.IStandaloneCodeEditor;
  awareness: Awareness;
  doc: Y.Doc;
  canEdit: boolean;
  /** Something is about to be sent that nobody typed. */
  onUntyped: (edit: UntypedEdit) => void;
  /** The editor wants to show another file, for example where something is defined. */
  onOpenFile: (id: string) => void;
}

/** Languages whose service looks into other files, so that models of all of them are kept. */
const CROSS_FILE = new Set(['typescript', 'javascript']);

/** Puts the room's files into one editor: models, view per file, and what others see of this cursor. */
export class EditorController {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly cursor = new Store<CursorPlace | null>(null);
  readonly #options: EditorControllerOptions;
  readonly #models = new Map<string, SharedModel>();
  #files = new Map<string, SharedFile>();
  #openId: string | null = null;
  readonly #opener: monaco.IDisposable;
  #isDisposed = false;

  constructor(options: EditorControllerOptions) {
    this.#options = options;
    this.editor = options.editor;
    this.editor.onDidChangeCursorSelection(() => this.#readCursor());
    this.editor.onDidChangeModel(() => this.#readCursor());
    this.#opener = monaco.editor.registerEditorOpener({
      openCodeEditor: (_source, address, place) => this.#openAt(address, place),
    });
  }

  /** The files as they are now. Models of files that are gone or were renamed go away first: addresses are unique. */
  setFiles(files: readonly SharedFile[]): void {
    this.#files = new Map(files.map((file) => [file.id, file]));
    const views = new Map<string, SharedModel['viewState']>();
    for (const [id, shared] of this.#models) {
      const file = this.#files.get(id);
      if (file?.path === shared.path) continue;
      if (file) views.set(id, id === this.#openId ? this.editor.saveViewState() : shared.viewState);
      if (id === this.#openId) this.editor.setModel(null);
      shared.dispose();
      this.#models.delete(id);
    }
    for (const [id, view] of views) {
      const model = this.#require(id);
      if (model) model.viewState = view;
    }
    const open = this.#openId;
    this.#openId = null;
    this.open(open !== null && this.#files.has(open) ? open : null);
    this.#readAhead();
  }

  /** Shows a file where it was left; null shows none. */
  open(id: string | null): void {
    if (this.#isDisposed || (id === this.#openId && id !== null && this.editor.getModel())) return;
    const before = this.#openId === null ? undefined : this.#models.get(this.#openId);
    if (before && this.editor.getModel() === before.model) before.viewState = this.editor.saveViewState();
    const shared = id === null ? null : this.#require(id);
    this.#openId = shared ? id : null;
    if (this.editor.getModel() !== (shared?.model ?? null)) this.editor.setModel(shared?.model ?? null);
    if (shared?.viewState) this.editor.restoreViewState(shared.viewState);
    setOpenFile(this.#options.awareness, this.#openId);
    this.#sayCursor();
    this.#readAhead();
  }

  focus(): void {
    this.editor.focus();
  }

  goToLine(line: number): void {
    this.editor.setPosition({ lineNumber: line, column: 1 });
    this.editor.revealLineInCenter(line);
    this.editor.focus();
  }

  /**
   * Replaces a part of a file by what an AI wrote, as one's own edit and one step of undo. `from` and `to` are offsets
   * in the shared text. False when the file is gone.
   */
  replaceAsAi(fileId: string, { from, to, text }: { from: number; to: number; text: string }): boolean {
    const shared = this.#require(fileId);
    shared?.replaceAsAi(from, to, text);
    return shared !== null;
  }

  /** Runs one of the editor's own commands, for example `editor.action.formatDocument`. */
  act(commandId: string): void {
    this.editor.focus();
    this.editor.trigger('room', commandId, null);
  }

  /** Scrolls to somebody's cursor in the open file, given as they wrote it. Unreadable places are left alone. */
  reveal(place: unknown): void {
    const id = this.#openId;
    const file = id === null ? undefined : this.#files.get(id);
    const model = this.editor.getModel();
    if (!file || !model) return;
    try {
      const found = Y.createAbsolutePositionFromRelativePosition(
        Y.createRelativePositionFromJSON(place),
        this.#options.doc,
      );
      if (found?.type !== file.text) return;
      this.editor.revealPositionInCenterIfOutsideViewport(model.getPositionAt(found.index), 1);
    } catch {
      // what others say about themselves need not be a position
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#opener.dispose();
    this.editor.setModel(null);
    for (const shared of this.#models.values()) shared.dispose();
    this.#models.clear();
  }

  #openAt(address: monaco.Uri, place: monaco.IRange | monaco.IPosition | undefined): boolean {
    const file = [...this.#files.values()].find(({ path }) => `/${path}` === address.path);
    if (!file) return false;
    this.#options.onOpenFile(file.id);
    this.open(file.id);
    if (place) {
      const position =
        'lineNumber' in place ? place : { lineNumber: place.startLineNumber, column: place.startColumn };
      this.editor.setPosition(position);
      this.editor.revealPositionInCenter(position);
    }
    this.editor.focus();
    return true;
  }

  #require(id: string): SharedModel | null {
    const known = this.#models.get(id);
    if (known) return known;
    const file = this.#files.get(id);
    if (!file || this.#isDisposed) return null;
    const shared = new SharedModel(file, this.#options);
    this.#models.set(id, shared);
    return shared;
  }

  #readAhead(): void {
    const open = this.#openId === null ? undefined : this.#files.get(this.#openId);
    if (!open || !CROSS_FILE.has(fileLanguageOf(open.path).editorId)) return;
    for (const file of this.#files.values()) {
      if (CROSS_FILE.has(fileLanguageOf(file.path).editorId)) this.#require(file.id);
    }
  }

  #readCursor(): void {
    const model = this.editor.getModel();
    const selection = this.editor.getSelection();
    const place = selection?.getPosition();
    this.cursor.set(
      model && selection && place
        ? { line: place.lineNumber, column: place.column, selected: model.getValueLengthInRange(selection) }
        : null,
    );
  }

  /** y-monaco tells others of the cursor only when it moves; opening a file is a move too. */
  #sayCursor(): void {
    const file = this.#openId === null ? undefined : this.#files.get(this.#openId);
    const model = this.editor.getModel();
    const selection = this.editor.getSelection();
    if (!file || !model || !selection) return;
    const at = (position: monaco.IPosition) =>
      Y.createRelativePositionFromTypeIndex(file.text, model.getOffsetAt(position));
    this.#options.awareness.setLocalStateField('selection', {
      anchor: at({ lineNumber: selection.selectionStartLineNumber, column: selection.selectionStartColumn }),
      head: at(selection.getPosition()),
    });
  }
}
