import { LANGUAGE_IDS, type LanguageId } from '#core/languages.ts';
import { detectBash } from './bash.ts';
import { detectJavaScript } from './javascript.ts';
import type { Detection } from './language.ts';
import { detectPhp } from './php.ts';
import { detectPython } from './python.ts';
import { detectRuby } from './ruby.ts';
import { detectSql } from './sql.ts';
import { detectTypeScript } from './typescript.ts';

/**
 * What this machine has of each language. A new language is one file beside this one and one line here.
 * `copiesDir` takes copies of executables that the sandbox's user could not reach.
 */
export function detectLanguages(options: {
  searchPath: readonly string[];
  copiesDir: string;
}): Record<LanguageId, Detection> {
  const found: Partial<Record<LanguageId, Detection>> = {
    python: detectPython(options.searchPath),
    javascript: detectJavaScript(options.copiesDir),
    typescript: detectTypeScript(options.copiesDir),
    ruby: detectRuby(options.searchPath, options.copiesDir),
    php: detectPhp(options.searchPath),
    bash: detectBash(options.searchPath),
    sql: detectSql(options.searchPath),
  };
  const missing = (id: LanguageId): Detection => ({
    id,
    missing: 'This version of the service cannot run it.',
  });
  return Object.fromEntries(LANGUAGE_IDS.map((id) => [id, found[id] ?? missing(id)])) as Record<
    LanguageId,
    Detection
  >;
}
