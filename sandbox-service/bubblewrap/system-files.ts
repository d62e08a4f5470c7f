import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { MASKED_PROC_FILES, type SandboxLayout, type SystemEntry } from './arguments.ts';

/** What the shell of a terminal reads first. History stays in memory: a file of it would show up among the candidate's. */
const SHELL_START = `PS1='\\[\\e[1;34m\\]\\w\\[\\e[0m\\] \\$ '
PROMPT_DIRTRIM=3
unset HISTFILE
shopt -s checkwinsize
alias ls='ls --color=auto' ll='ls -l' grep='grep --color=auto'
[ ! -f ~/.bashrc ] || . ~/.bashrc
`;

/** The sandbox's own `/etc`: no account, no name server and no host of the real machine. */
const ETC_FILES: Record<string, string> = {
  passwd: 'root:x:0:0:root:/root:/bin/false\ncandidate:x:1000:1000:candidate:/workspace:/bin/bash\n',
  group: 'root:x:0:\ncandidate:x:1000:\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n127.0.0.1 sandbox\n',
  hostname: 'sandbox\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  'resolv.conf': '',
  'terminal.bashrc': SHELL_START,
};

/**
 * What dynamic linking, Debian's alternatives and its Java need from the real `/etc`. It is copied once: a mount of each
 * would be made for every program.
 */
function listEtcCopies(): string[] {
  const java = readdirSync('/etc').filter((name) => /^java-\d+-openjdk$/.test(name));
  const names = ['ld.so.cache', 'alternatives', ...java];
  return names.map((name) => join('/etc', name)).filter((path) => existsSync(path));
}

const SYSTEM_PATHS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** Writes the sandbox's `/etc` into `etcDir` and tells how this machine's system directories are laid out. */
export function prepareSystemFiles(
  etcDir: string,
): Omit<SandboxLayout, 'mounts' | 'workspace' | 'build' | 'env'> {
  mkdirSync(etcDir, { mode: 0o755 });
  for (const [name, text] of Object.entries(ETC_FILES))
    writeFileSync(join(etcDir, name), text, { mode: 0o644 });
  for (const path of listEtcCopies())
    cpSync(path, join(etcDir, basename(path)), {
      recursive: true,
      verbatimSymlinks: true,
      filter: isCopyable,
    });
  return {
    etcDir,
    system: readSystemEntries(),
    maskedFiles: MASKED_PROC_FILES.filter(isReadableByAnybody),
  };
}

/** What the service's user may not read, no program needs. */
function isCopyable(path: string): boolean {
  if (lstatSync(path).isSymbolicLink()) return true;
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false; // Passwords of Java's remote management, for instance.
  }
}

/** A sandbox's user is never the machine's root, so files for root alone need no mask. */
function isReadableByAnybody(path: string): boolean {
  return existsSync(path) && (statSync(path).mode & 0o006) !== 0;
}

/** On most systems these are links into `/usr`; on others they are directories of their own. */
function readSystemEntries(): SystemEntry[] {
  return SYSTEM_PATHS.flatMap((path): SystemEntry[] => {
    if (!existsSync(path)) return [];
    const isLink = lstatSync(path).isSymbolicLink();
    return [{ path, linkTarget: isLink ? readlinkSync(path) : null }];
  });
}
