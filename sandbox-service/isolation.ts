import { join } from 'node:path';
import { LANGUAGE_IDS, type LanguageId } from '#core/languages.ts';
import { openBubblewrapDriver } from './bubblewrap/driver.ts';
import { detectCgroups } from './cgroups/detect.ts';
import { CompileCache } from './compile-cache.ts';
import { type Driver, SandboxTrouble } from './driver.ts';
import { openGvisorDriver } from './gvisor/driver.ts';
import type { Health } from './health.ts';
import { getInstanceId } from './instance.ts';
import type { Detection, Language } from './languages/language.ts';
import { detectLanguages } from './languages/registry.ts';
import { runCommand } from './runner.ts';
import { explainTrouble } from './self-test/advice.ts';
import { runSelfTest } from './self-test/self-test.ts';
import { openStateDir, removeStateDir } from './state-dir.ts';

type Languages = Record<LanguageId, Detection>;

/** Without a driver, programs may not run on this machine; `health.trouble` says why. */
export type Isolation = { health: Health; close: () => Promise<void> } & (
  | { driver: Driver; languages: Languages; cache: CompileCache; instance: string; directory: string }
  | { driver: null; languages: null; cache: null }
);

/**
 * Opens the sandbox and proves that it holds before anybody's program runs in it. Never throws for what the machine
 * lacks: that is in `health.trouble`, so that the rest of the product can start and say what is wrong.
 */
export async function openIsolation(options: {
  stateDir: string;
  searchPath: readonly string[];
  driver: 'bubblewrap' | 'gvisor';
}): Promise<Isolation> {
  const { stateDir, searchPath } = options;
  const undo: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  const health = buildUnhealthy();
  try {
    const instance = getInstanceId();
    const directory = openStateDir(stateDir, instance);
    undo.push(() => removeStateDir(directory));
    const copiesDir = join(directory, 'tools');
    const cgroups = await detectCgroups(instance);
    undo.push(() => cgroups.close());
    const openDriver = options.driver === 'gvisor' ? openGvisorDriver : openBubblewrapDriver;
    const driver = await openDriver({ instance, directory, searchPath, cgroups });
    undo.push(() => driver.close());
    try {
      health.checks = await runSelfTest(driver, copiesDir);
    } finally {
      health.machine = driver.describe();
    }
    const failed = health.checks.filter((check) => !check.isPassed);
    if (failed.length > 0) {
      const findings = failed.map(({ name, detail }) => `${name} (${detail})`).join(', ');
      throw new SandboxTrouble(`The isolation of this machine failed its self-test: ${findings}.`);
    }
    const proven = await proveLanguages(driver, detectLanguages({ searchPath, copiesDir }));
    health.languages = summarise(proven);
    health.trouble = null;
    return {
      health,
      driver,
      languages: mapLanguages(proven, ({ detection }) => detection),
      cache: new CompileCache(join(directory, 'compiled')),
      instance,
      directory,
      close,
    };
  } catch (error) {
    await close();
    health.trouble = explainTrouble((error as Error).message);
    return { health, driver: null, languages: null, cache: null, close };
  }
}

function buildUnhealthy(): Health {
  const languages = Object.fromEntries(
    LANGUAGE_IDS.map((id) => [id, { missing: 'No program can run here.' }]),
  );
  return {
    trouble: '',
    checks: [],
    machine: {},
    languages: languages as Health['languages'],
    toolchainCaches: {},
  };
}

interface Proven {
  detection: Detection;
  version: string;
}

/** Toolchains asked at the same time: the service is not ready before all have answered. */
const PROBES = 4;

/** Asks each toolchain for its version from inside the sandbox; one that does not answer there is as good as missing. */
async function proveLanguages(driver: Driver, detected: Languages): Promise<Record<LanguageId, Proven>> {
  const proven: Partial<Record<LanguageId, Proven>> = {};
  const left = [...LANGUAGE_IDS];
  const prove = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const detection = detected[id];
      const version = 'language' in detection ? await askVersion(driver, detection.language) : '';
      const isBroken = 'language' in detection && version === '';
      proven[id] = {
        detection: isBroken
          ? { id, missing: 'The toolchain was found but does not run in the sandbox.' }
          : detection,
        version,
      };
    }
  };
  await Promise.all(Array.from({ length: PROBES }, prove));
  return proven as Record<LanguageId, Proven>;
}

async function askVersion(driver: Driver, { version }: Language): Promise<string> {
  const cell = await driver.open();
  let text = '';
  try {
    const { verdict } = await runCommand({
      cell,
      command: {
        ...version,
        stdin: '',
        workspace: 'readonly',
        build: 'absent',
        memoryBytes: 256 * 1024 * 1024,
        processes: 64,
        timeMs: 10_000,
        outputBytes: 1024,
        isOutOfMemory: () => false,
      },
      onOutput: (_stream, part) => {
        text += part;
      },
      signal: new AbortController().signal,
    });
    return verdict === 'accepted' ? text.trim() : '';
  } finally {
    await cell.close();
  }
}

function summarise(proven: Record<LanguageId, Proven>): Health['languages'] {
  return mapLanguages(proven, ({ detection, version }) =>
    'missing' in detection ? { missing: detection.missing } : { version },
  );
}

function mapLanguages<From, To>(
  record: Record<LanguageId, From>,
  map: (value: From) => To,
): Record<LanguageId, To> {
  return Object.fromEntries(LANGUAGE_IDS.map((id) => [id, map(record[id])])) as Record<LanguageId, To>;
}
