import type { LanguageId } from '#core/languages.ts';
import { detectJavaScript } from './javascript.ts';
import type { Detection } from './language.ts';
import { detectPython } from './python.ts';
import { detectTypeScript } from './typescript.ts';

/**
 * What this machine has of each language. A new language is one file beside this one and one line here.
 * `copiesDir` takes copies of executables that the sandbox's user could not reach.
 */
export function detectLanguages(options: {
  searchPath: readonly string[];
  copiesDir: string;
}): Record<LanguageId, Detection> {
  return {
    python: detectPython(options.searchPath),
    javascript: detectJavaScript(options.copiesDir),
    typescript: detectTypeScript(options.copiesDir),
  };
}
