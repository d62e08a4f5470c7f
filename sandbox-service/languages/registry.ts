import type { LanguageId } from '#core/languages.ts';
import { detectBash } from './bash.ts';
import { detectC } from './c.ts';
import { detectCpp } from './cpp.ts';
import { detectGo } from './go.ts';
import { detectJava } from './java.ts';
import { detectJavaScript } from './javascript.ts';
import type { Detection } from './language.ts';
import { detectPhp } from './php.ts';
import { detectPostgresql } from './postgresql.ts';
import { detectPython } from './python.ts';
import { detectRuby } from './ruby.ts';
import { detectRust } from './rust.ts';
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
  return {
    python: detectPython(options.searchPath),
    javascript: detectJavaScript(options.copiesDir),
    typescript: detectTypeScript(options.copiesDir),
    java: detectJava(options.searchPath),
    c: detectC(options.searchPath),
    cpp: detectCpp(options.searchPath),
    go: detectGo(options.searchPath),
    rust: detectRust(options.searchPath),
    ruby: detectRuby(options.searchPath, options.copiesDir),
    php: detectPhp(options.searchPath),
    bash: detectBash(options.searchPath),
    sql: detectSql(options.searchPath),
    postgresql: detectPostgresql(options.searchPath),
  };
}
