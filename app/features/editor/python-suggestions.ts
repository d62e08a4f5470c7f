import type { editor, languages, Position } from 'monaco-editor/editor';

// Numbers of Monaco's CompletionItemKind, which this file must not import: it is also tested outside a browser.
const FUNCTION = 1;
const CLASS = 5;
const KEYWORD = 17;

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield';
const FUNCTIONS =
  'abs all any bin callable chr dir divmod enumerate eval exec filter format getattr hasattr hash hex id input isinstance issubclass iter len map max min next open ord pow print range repr reversed round setattr sorted sum super vars zip';
const CLASSES =
  'bool bytearray bytes complex dict float frozenset int list object property set slice str tuple type Exception IndexError KeyError RuntimeError StopIteration TypeError ValueError ZeroDivisionError';

const WORDS = [
  ...KEYWORDS.split(' ').map((label) => ({ label, kind: KEYWORD })),
  ...FUNCTIONS.split(' ').map((label) => ({ label, kind: FUNCTION })),
  ...CLASSES.split(' ').map((label) => ({ label, kind: CLASS })),
];

/** Python's own words, beside those of the file that the editor suggests anyway. Nothing after a dot: those are names of others. */
export function suggestPython(model: editor.ITextModel, position: Position): languages.CompletionList {
  const word = model.getWordUntilPosition(position);
  const line = model.getLineContent(position.lineNumber);
  if (line[word.startColumn - 2] === '.') return { suggestions: [] };
  const range = {
    startLineNumber: position.lineNumber,
    endLineNumber: position.lineNumber,
    startColumn: word.startColumn,
    endColumn: word.endColumn,
  };
  return { suggestions: WORDS.map(({ label, kind }) => ({ label, kind, insertText: label, range })) };
}
