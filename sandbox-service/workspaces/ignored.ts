import { TEMPORARY_PREFIX } from '../volumes/beneath.ts';

/** Directories that programs fill with files nobody reads: packages, repositories, caches, build results. */
const IGNORED_DIRECTORIES = new Set([
  'node_modules',
  'target',
  '__pycache__',
  'venv',
  '.venv',
  '.git',
  '.hg',
  '.svn',
  '.interlace',
  '.cache',
  '.config',
  '.local',
  '.npm',
  '.cargo',
  '.rustup',
  '.m2',
  '.gradle',
  '.gem',
  '.bundle',
  '.next',
  '.pytest_cache',
  '.mypy_cache',
]);

/** What shells, editors and interpreters leave for themselves. */
const IGNORED_FILES =
  /(?:~|\.sw[op]|\.pyc)$|^(?:\.bash_history|\.python_history|\.node_repl_history|\.sqlite_history|\.viminfo|\.lesshst|\.wget-hsts)$/;

/** Whether an entry of a workspace is of no interest to the shared document. */
export function isIgnored(name: string, isDirectory: boolean): boolean {
  if (name.startsWith(TEMPORARY_PREFIX)) return true;
  return isDirectory ? IGNORED_DIRECTORIES.has(name) : IGNORED_FILES.test(name);
}

/** Whether a file lies where nobody looks for changes. */
export function isIgnoredPath(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  return isIgnored(name, false) || parts.some((part) => isIgnored(part, true));
}
