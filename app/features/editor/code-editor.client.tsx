import { Editor } from '@monaco-editor/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useRoom } from '#app/features/room/room-context.ts';
import { useStore } from '#app/features/room/use-store.ts';
import { tabSizeOf, usesTabs } from '#app/features/settings/settings.ts';
import type { SharedFile } from '#core/doc-shape.ts';
import { acceptsEdits } from '#core/interview-status.ts';
import { MAX_DOCUMENT_BYTES } from '#core/limits.ts';
import { EditorController } from './editor-controller.client.ts';
import { FIXED_OPTIONS } from './editor-options.ts';
import { fileLanguageOf } from './file-language.ts';
import './grammars.client.ts';
import { monaco } from './monaco.client.ts';
import { watchTheme } from './page-colours.client.ts';
import { refuseHugePaste } from './paste-guard.ts';
import { RemoteCursors } from './remote-cursor-styles.tsx';
import { applyTheme } from './themes.client.ts';
import { useVim } from './use-vim.ts';
import './editor.css';

/** The editor of the room: one Monaco for all files, tied to the shared document. */
export function CodeEditor({ vimStatus }: { vimStatus: HTMLElement | null }) {
  const room = useRoom();
  const { session, bench, files, settings, editor: slot } = room;
  const [controller, setController] = useState<EditorController | null>(null);
  const container = useRef<HTMLDivElement>(null);
  const shared = useStore(files, (value) => value.files);
  const active = useStore(bench, (state) => state.active);
  const status = useStore(session.state, (state) => state.status);
  const prefs = useStore(settings, (value) => value);
  // What one types after the room has shut the door would reach nobody.
  const isShut = useStore(session.state, (state) => state.connection === 'stopped');
  const isLocked = !session.canEdit || !acceptsEdits(status) || isShut;
  const language = languageOf(shared, active);

  const options = useMemo(
    (): monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions => ({
      ...FIXED_OPTIONS,
      fontSize: prefs.fontSize,
      lineHeight: Math.round(prefs.fontSize * 1.6),
      wordWrap: prefs.wordWrap ? 'on' : 'off',
      readOnly: isLocked,
      domReadOnly: isLocked,
      readOnlyMessage: {
        value: session.canEdit
          ? 'The files are locked right now.'
          : 'You are watching: the files are read-only for you.',
      },
    }),
    [prefs.fontSize, prefs.wordWrap, isLocked, session.canEdit],
  );

  useEffect(() => watchTheme(applyTheme), []);
  useEffect(() => controller?.setFiles(shared), [controller, shared]);
  useEffect(() => controller?.open(active), [controller, active]);
  useEffect(() => {
    const tabSize = tabSizeOf(prefs, language);
    const apply = () =>
      controller?.editor
        .getModel()
        ?.updateOptions({ tabSize, indentSize: tabSize, insertSpaces: !usesTabs(language) });
    apply();
    const change = controller?.editor.onDidChangeModel(apply);
    return () => change?.dispose();
  }, [controller, prefs, language]);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    return refuseHugePaste(element, {
      getRoom: () => MAX_DOCUMENT_BYTES - shared.reduce((sum, { text }) => sum + text.length, 0),
      onRefused: (text) => room.toasts.show({ text, tone: 'bad' }),
    });
  }, [room, shared]);
  useEffect(() => {
    if (!controller) return;
    slot.set(controller);
    return () => {
      slot.set(null);
      controller.dispose();
    };
  }, [slot, controller]);
  useVim(controller, prefs.vimKeys, vimStatus);

  const mount = (editor: monaco.editor.IStandaloneCodeEditor) => {
    applyTheme();
    // The wrapper's own empty model: files bring theirs.
    const spare = editor.getModel();
    const made = new EditorController({
      editor,
      awareness: session.awareness,
      doc: session.doc,
      canEdit: session.canEdit,
      onUntyped: (edit) => session.context.untyped(edit),
      onOpenFile: bench.open,
    });
    editor.setModel(null);
    spare?.dispose();
    rebindKeys();
    // The face arrives after the first layout; widths measured before would put cursors beside the letters.
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    setController(made);
  };

  return (
    <div ref={container} className="h-full" data-hidden={active === null || undefined}>
      <Editor
        theme="interlace"
        defaultLanguage="plaintext"
        defaultPath="inmemory://room/none"
        saveViewState={false}
        options={options as monaco.editor.IStandaloneEditorConstructionOptions}
        loading={<span className="sr-only">Loading the editor</span>}
        onMount={mount as never}
      />
      <RemoteCursors />
    </div>
  );
}

/** Ctrl+/ belongs to the chat and F1 and Ctrl+K to the room's palette; comments move to Alt+/. */
function rebindKeys(): void {
  const { CtrlCmd, Alt } = monaco.KeyMod;
  monaco.editor.addKeybindingRules([
    { keybinding: CtrlCmd | monaco.KeyCode.Slash, command: '-editor.action.commentLine' },
    { keybinding: CtrlCmd | monaco.KeyCode.Enter, command: '-editor.action.insertLineAfter' },
    {
      keybinding: Alt | monaco.KeyCode.Slash,
      command: 'editor.action.commentLine',
      when: 'editorTextFocus && !editorReadonly',
    },
  ]);
}

function languageOf(files: readonly SharedFile[], id: string | null): string {
  const file = files.find((one) => one.id === id);
  return file ? fileLanguageOf(file.path).editorId : 'plaintext';
}
