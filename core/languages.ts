import { z } from 'zod';

/** Languages a room can start with. `runnable` ones have a runner in the sandbox service. SQL repeats the ids. */
export const LANGUAGES = {
  python: { label: 'Python', extension: 'py', entry: 'main.py', monaco: 'python' },
  javascript: { label: 'JavaScript', extension: 'js', entry: 'main.js', monaco: 'javascript' },
  typescript: { label: 'TypeScript', extension: 'ts', entry: 'main.ts', monaco: 'typescript' },
} as const;

export type LanguageId = keyof typeof LANGUAGES;
export const LANGUAGE_IDS = Object.keys(LANGUAGES) as [LanguageId, ...LanguageId[]];
export const languageIdSchema = z.enum(LANGUAGE_IDS);

const TEMPLATES: Record<LanguageId, string> = {
  python: 'def main() -> None:\n    print("Hello")\n\n\nif __name__ == "__main__":\n    main()\n',
  javascript: 'function main() {\n  console.log("Hello");\n}\n\nmain();\n',
  typescript: 'function main(): void {\n  console.log("Hello");\n}\n\nmain();\n',
};

/** What a new entry file of this language holds. */
export function getTemplate(language: LanguageId): string {
  return TEMPLATES[language];
}

/** The runnable language of a file by its name, or null for text that cannot run. */
export function languageOfPath(path: string): LanguageId | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  if (dot < 0) return null;
  const extension = name.slice(dot + 1).toLowerCase();
  if (extension === 'mjs' || extension === 'cjs' || extension === 'jsx') return 'javascript';
  if (extension === 'mts' || extension === 'cts' || extension === 'tsx') return 'typescript';
  for (const id of LANGUAGE_IDS) if (LANGUAGES[id].extension === extension) return id;
  return null;
}
