import { useEffect, useRef } from 'react';
import { fileLanguageOf } from '#app/features/editor/file-language.ts';
import '#app/features/editor/grammars.client.ts';
import { monaco } from '#app/features/editor/monaco.client.ts';
import { watchTheme } from '#app/features/editor/page-colours.client.ts';
import { applyTheme } from '#app/features/editor/themes.client.ts';
import '#app/features/editor/editor.css';
import type { ScratchEditorProps } from './scratch-editor.ts';

let copies = 0;

/** Monaco over plain texts: the files of a copy, each with its own history and view. */
export function MonacoScratchEditor({ files, openId, version, onChange }: ScratchEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  const editorRef = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const models = useRef(new Map<string, monaco.editor.ITextModel>());
  const views = useRef(new Map<string, monaco.editor.ICodeEditorViewState | null>());
  const latest = useRef({ files, onChange });
  latest.current = { files, onChange };

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const folder = `copy-${++copies}`;
    // Models of all files, so that the language service finds what one imports of another.
    for (const { id, path, text } of latest.current.files) {
      const uri = monaco.Uri.from({ scheme: 'file', path: `/${folder}/${path}` });
      const model = monaco.editor.createModel(text, fileLanguageOf(path).editorId, uri);
      model.setEOL(monaco.editor.EndOfLineSequence.LF);
      model.onDidChangeContent(() => latest.current.onChange(id, model.getValue()));
      models.current.set(id, model);
    }
    const editor = monaco.editor.create(element, {
      ariaLabel: 'Code of the copy',
      automaticLayout: true,
      fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
      fontLigatures: false,
      fontSize: 13,
      lineHeight: 21,
      minimap: { enabled: false },
      model: null,
      padding: { top: 12, bottom: 12 },
      scrollBeyondLastLine: false,
      stickyScroll: { enabled: false },
      theme: 'interlace',
      unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
    });
    editorRef.current = editor;
    applyTheme();
    const unwatch = watchTheme(applyTheme);
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    const made = models.current;
    return () => {
      unwatch();
      editor.dispose();
      editorRef.current = null;
      for (const model of made.values()) model.dispose();
      made.clear();
    };
  }, []);

  useEffect(() => {
    const editor = editorRef.current;
    const model = models.current.get(openId);
    const kept = views.current;
    if (!editor || !model) return;
    editor.setModel(model);
    const view = kept.get(openId);
    if (view) editor.restoreViewState(view);
    return () => {
      kept.set(openId, editor.saveViewState());
    };
  }, [openId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version says that the texts are others
  useEffect(() => {
    for (const { id, text } of latest.current.files) {
      const model = models.current.get(id);
      if (!model || model.getValue() === text) continue;
      // As an edit, so that one can undo it.
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    }
  }, [version]);

  return <div ref={container} className="h-full min-h-0" />;
}
