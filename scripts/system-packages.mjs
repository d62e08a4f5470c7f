// Debian packages that the product and its tests need: what is there, what is missing, and how it comes.
// Plain JavaScript without dependencies, because a fresh clone has none.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** For each package: how to see that nothing needs to be installed, and what is lost without it. */
export const BUBBLEWRAP = {
  bubblewrap: { isThere: () => hasProgram('bwrap'), without: 'code cannot run, all else works' },
};

export const BROWSER = {
  chromium: { isThere: () => hasProgram('chromium'), without: 'the tests of the pages cannot run' },
};

/** A voice and an ear, by which tests of calls speak and understand. */
export const SPEECH = {
  flite: { isThere: () => hasProgram('flite'), without: 'the tests of calls cannot speak' },
  pocketsphinx: {
    isThere: () => hasProgram('pocketsphinx_continuous'),
    without: 'the tests of calls cannot hear',
  },
  'pocketsphinx-en-us': {
    isThere: () => fs.existsSync('/usr/share/pocketsphinx/model/en-us'),
    without: 'the tests of calls cannot hear',
  },
};

/** What real Whisper weights run in: a Python that can make environments of its own. */
export const WHISPER = {
  'python3-venv': { isThere: () => findPythonWithVenv() !== null, without: 'Whisper cannot be installed' },
};

/** Programs of rooms run with these. The sandbox has the machine's `/usr` and nothing of home directories. */
export const TOOLCHAINS = {
  python3: { isThere: () => hasSystemProgram('python3'), without: 'no Python' },
  'default-jdk-headless': { isThere: () => hasSystemProgram('javac'), without: 'no Java' },
  gcc: { isThere: () => hasSystemProgram('gcc'), without: 'no C' },
  'g++': { isThere: () => hasSystemProgram('g++'), without: 'no C++' },
  'golang-go': { isThere: () => hasSystemProgram('go', '/usr/local/go/bin'), without: 'no Go' },
  rustc: { isThere: () => hasSystemProgram('rustc'), without: 'no Rust' },
  ruby: { isThere: () => hasSystemProgram('ruby'), without: 'no Ruby' },
  'php-cli': { isThere: () => hasSystemProgram('php'), without: 'no PHP' },
  sqlite3: { isThere: () => hasSystemProgram('sqlite3'), without: 'no SQL (SQLite)' },
  postgresql: { isThere: hasPostgresServer, without: 'no SQL (PostgreSQL)' },
};

/**
 * What installing does to a machine.
 * @typedef {object} Host
 * @property {() => boolean} mayInstall
 * @property {(names: string[]) => boolean} install False when not all of them could be installed.
 * @property {() => unknown} update Fetches a fresh list of packages.
 * @property {(text: string) => unknown} say
 * @property {(text: string) => unknown} warn
 */

/**
 * Installs missing packages where this user may. Returns the ones that are still missing, after one line that says
 * what is lost without them and what installs them.
 * @param {Record<string, { isThere: () => boolean, without: string }>} wanted
 * @param {Host} host The machine; tests have one of their own.
 */
export function installSystemPackages(wanted, host = machine) {
  const missing = () => Object.keys(wanted).filter((name) => !wanted[name].isThere());
  let absent = missing();
  if (absent.length > 0 && host.mayInstall()) {
    host.say(`Installing ${absent.join(', ')} (some minutes at most, once) …`);
    if (!host.install(absent)) {
      host.update();
      // One that this system does not have must not cost the others.
      if (!host.install(absent)) for (const name of missing()) host.install([name]);
    }
    absent = missing();
  }
  if (absent.length > 0) {
    const losses = absent.map((name) => `${name} (${wanted[name].without})`);
    host.warn(`Missing: ${losses.join(', ')}. Install with: sudo apt-get install ${absent.join(' ')}`);
  }
  return absent;
}

const APT_OPTIONS = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=120'];

/** @type {Host} */
const machine = {
  mayInstall: () => process.getuid?.() === 0 && hasProgram('apt-get'),
  install: (names) => withoutCluster(() => apt('install', '--no-install-recommends', '--', ...names)),
  update: () => apt('update'),
  say: (text) => process.stdout.write(`• ${text}\n`),
  warn: (text) => process.stderr.write(`! ${text}\n`),
};

function apt(command, ...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', [command, ...APT_OPTIONS, ...args], { stdio: 'ignore', env }).status === 0;
}

/**
 * PostgreSQL is wanted for its programs alone: while it is installed, a file of ours keeps Debian from making a
 * database cluster and starting a server. Later installations of somebody else's find things as they were.
 */
function withoutCluster(install) {
  const directory = '/etc/postgresql-common/createcluster.d';
  const file = path.join(directory, 'interlace.conf');
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(file, 'create_main_cluster = false\n');
  try {
    return install();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** The first Python on the search path that can make environments; null where none can. */
export function findPythonWithVenv() {
  const canMake = (file) =>
    spawnSync(file, ['-c', 'import ensurepip, venv'], { stdio: 'ignore' }).status === 0;
  return findPrograms('python3').find(canMake) ?? null;
}

function hasProgram(name) {
  return findPrograms(name).length > 0;
}

/** Whether the sandbox could start it: what a link in a home directory points to is out of its reach. */
function hasSystemProgram(name, ...moreFolders) {
  return findPrograms(name, ...moreFolders).some((file) => fs.realpathSync(file).startsWith('/usr/'));
}

function findPrograms(name, ...moreFolders) {
  const searchPath = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const folders = [...searchPath, '/usr/bin', '/usr/local/bin', ...moreFolders];
  return folders.map((folder) => path.join(folder, name)).filter((file) => fs.existsSync(file));
}

function hasPostgresServer() {
  const root = '/usr/lib/postgresql';
  const versions = fs.existsSync(root) ? fs.readdirSync(root) : [];
  return versions.some((version) =>
    ['postgres', 'psql'].every((name) => fs.existsSync(path.join(root, version, 'bin', name))),
  );
}
