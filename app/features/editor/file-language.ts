import { LANGUAGES, languageOfPath } from '#core/languages.ts';

/** Languages that are coloured but cannot run: name shown, and id in the editor, by file ending. */
const TEXT_LANGUAGES: Record<string, { label: string; editorId: string }> = {
  json: { label: 'JSON', editorId: 'json' },
  md: { label: 'Markdown', editorId: 'markdown' },
  html: { label: 'HTML', editorId: 'html' },
  css: { label: 'CSS', editorId: 'css' },
  sql: { label: 'SQL', editorId: 'sql' },
  yml: { label: 'YAML', editorId: 'yaml' },
  yaml: { label: 'YAML', editorId: 'yaml' },
};

export interface FileLanguage {
  /** As shown to people. */
  label: string;
  /** As the editor knows it. */
  editorId: string;
  canRun: boolean;
}

/** The language of a file, by its name. */
export function fileLanguageOf(path: string): FileLanguage {
  const runnable = languageOfPath(path);
  if (runnable)
    return { label: LANGUAGES[runnable].label, editorId: LANGUAGES[runnable].monaco, canRun: true };
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const text = TEXT_LANGUAGES[ending];
  return text ? { ...text, canRun: false } : { label: 'Plain text', editorId: 'plaintext', canRun: false };
}
