import type { editor } from 'monaco-editor/editor';

/** How every editor of code looks and behaves, whatever people choose for themselves. */
export const FIXED_OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  // Enter is a new line unless taking the suggestion would change what is there.
  acceptSuggestionOnEnter: 'smart',
  ariaLabel: 'Code',
  automaticLayout: true,
  bracketPairColorization: { enabled: false },
  contextmenu: true,
  cursorSmoothCaretAnimation: 'off',
  fixedOverflowWidgets: true,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontLigatures: false,
  glyphMargin: false,
  hideCursorInOverviewRuler: true,
  guides: { indentation: true, highlightActiveIndentation: false },
  lightbulb: { enabled: 'off' as never },
  lineNumbersMinChars: 4,
  minimap: { enabled: false },
  occurrencesHighlight: 'singleFile',
  overviewRulerBorder: false,
  // Names above cursors in the first line need room.
  padding: { top: 20, bottom: 20 },
  renderFinalNewline: 'on',
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 12, horizontalScrollbarSize: 12, useShadows: false },
  smoothScrolling: false,
  stickyScroll: { enabled: false },
  suggest: { preview: false, showStatusBar: false },
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
  wordBasedSuggestions: 'currentDocument',
};
