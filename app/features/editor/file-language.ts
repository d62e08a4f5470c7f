import { LANGUAGES, type LanguageId, languageOfPath } from '#core/languages.ts';

/** Languages that are coloured but cannot run: name shown, and id in the editor, by file ending. */
const TEXT_LANGUAGES: Record<string, { label: string; editorId: string }> = {
  h: { label: 'C header', editorId: 'c' },
  hpp: { label: 'C++ header', editorId: 'cpp' },
  json: { label: 'JSON', editorId: 'json' },
  md: { label: 'Markdown', editorId: 'markdown' },
  html: { label: 'HTML', editorId: 'html' },
  css: { label: 'CSS', editorId: 'css' },
  yml: { label: 'YAML', editorId: 'yaml' },
  yaml: { label: 'YAML', editorId: 'yaml' },
};

export interface FileLanguage {
  /** As shown to people. */
  label: string;
  /** As the editor knows it. */
  editorId: string;
  /** The language it runs as, or null for text. */
  runs: LanguageId | null;
}

/** The language of a file, by its name. */
export function fileLanguageOf(path: string): FileLanguage {
  const runnable = languageOfPath(path);
  if (runnable) {
    const { label, monaco } = LANGUAGES[runnable];
    return { label, editorId: monaco, runs: runnable };
  }
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const text = TEXT_LANGUAGES[ending];
  return text ? { ...text, runs: null } : { label: 'Plain text', editorId: 'plaintext', runs: null };
}
