import { z } from 'zod';

/** Languages that rooms run. The sandbox service says which of them its machine has. SQL repeats the ids. */
export const LANGUAGES = {
  python: { label: 'Python', extension: 'py', entry: 'main.py', monaco: 'python' },
  javascript: { label: 'JavaScript', extension: 'js', entry: 'main.js', monaco: 'javascript' },
  typescript: { label: 'TypeScript', extension: 'ts', entry: 'main.ts', monaco: 'typescript' },
  java: { label: 'Java', extension: 'java', entry: 'Main.java', monaco: 'java' },
  c: { label: 'C', extension: 'c', entry: 'main.c', monaco: 'c' },
  cpp: { label: 'C++', extension: 'cpp', entry: 'main.cpp', monaco: 'cpp' },
  go: { label: 'Go', extension: 'go', entry: 'main.go', monaco: 'go' },
  rust: { label: 'Rust', extension: 'rs', entry: 'main.rs', monaco: 'rust' },
  ruby: { label: 'Ruby', extension: 'rb', entry: 'main.rb', monaco: 'ruby' },
  php: { label: 'PHP', extension: 'php', entry: 'main.php', monaco: 'php' },
  bash: { label: 'Bash', extension: 'sh', entry: 'main.sh', monaco: 'shell' },
  sql: { label: 'SQL (SQLite)', extension: 'sql', entry: 'main.sql', monaco: 'sql' },
  postgresql: { label: 'SQL (PostgreSQL)', extension: 'pgsql', entry: 'main.pgsql', monaco: 'pgsql' },
} as const;

export type LanguageId = keyof typeof LANGUAGES;
export const LANGUAGE_IDS = Object.keys(LANGUAGES) as [LanguageId, ...LanguageId[]];
export const languageIdSchema = z.enum(LANGUAGE_IDS);

/** What a machine has of one language: its version as the toolchain says it, or the line that installs it. */
export const languageStatusSchema = z.object({
  id: languageIdSchema,
  version: z.string().nullable(),
  /** How to get it, for whoever runs the machine; null when it is there. */
  missing: z.string().nullable(),
});
export type LanguageStatus = z.infer<typeof languageStatusSchema>;

const TEMPLATES: Record<LanguageId, string> = {
  python: 'def main() -> None:\n    print("Hello")\n\n\nif __name__ == "__main__":\n    main()\n',
  javascript: 'function main() {\n  console.log("Hello");\n}\n\nmain();\n',
  typescript: 'function main(): void {\n  console.log("Hello");\n}\n\nmain();\n',
  java: 'public class Main {\n    public static void main(String[] args) {\n        System.out.println("Hello");\n    }\n}\n',
  c: '#include <stdio.h>\n\nint main(void) {\n    printf("Hello\\n");\n    return 0;\n}\n',
  cpp: '#include <iostream>\n\nint main() {\n    std::cout << "Hello\\n";\n}\n',
  go: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("Hello")\n}\n',
  rust: 'fn main() {\n    println!("Hello");\n}\n',
  ruby: 'def main\n  puts "Hello"\nend\n\nmain if __FILE__ == $PROGRAM_NAME\n',
  php: '<?php\n\necho "Hello\\n";\n',
  bash: 'set -euo pipefail\n\necho "Hello"\n',
  sql: "SELECT 'Hello' AS greeting;\n",
  postgresql: "SELECT 'Hello' AS greeting;\n",
};

/** What a new entry file of this language holds. */
export function getTemplate(language: LanguageId): string {
  return TEMPLATES[language];
}

/** Endings that mean a language beside its own. */
const OTHER_EXTENSIONS: Partial<Record<string, LanguageId>> = {
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescript',
  cc: 'cpp',
  cxx: 'cpp',
  bash: 'bash',
};

/** The runnable language of a file by its name, or null for text that cannot run. */
export function languageOfPath(path: string): LanguageId | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  if (dot < 0) return null;
  const extension = name.slice(dot + 1).toLowerCase();
  const other = OTHER_EXTENSIONS[extension];
  if (other) return other;
  for (const id of LANGUAGE_IDS) if (LANGUAGES[id].extension === extension) return id;
  return null;
}
