import { join } from 'node:path';
import { LANGUAGE_IDS, type LanguageId } from '#core/languages.ts';
import { openBubblewrapDriver } from './bubblewrap/driver.ts';
import { detectCgroups } from './cgroups/detect.ts';
import { type Driver, SandboxTrouble } from './driver.ts';
import type { Health } from './health.ts';
import type { Detection, Language } from './languages/language.ts';
import { detectLanguages } from './languages/registry.ts';
import { runCommand } from './runner.ts';
import { explainTrouble } from './self-test/advice.ts';
import { runSelfTest } from './self-test/self-test.ts';

export interface Isolation {
  health: Health;
  /** Null when programs may not run on this machine; `health.trouble` says why. */
  driver: Driver | null;
  languages: Record<LanguageId, Detection>;
}

/**
 * Opens the sandbox and proves that it holds before anybody's program runs in it. Never throws for what the machine
 * lacks: that is in `health.trouble`, so that the rest of the product can start and say what is wrong.
 */
export async function openIsolation(options: {
  instance: string;
  directory: string;
  searchPath: readonly string[];
}): Promise<Isolation> {
  const { instance, directory, searchPath } = options;
  const copiesDir = join(directory, 'tools');
  const detected = detectLanguages({ searchPath, copiesDir });
  const cgroups = await detectCgroups(instance);
  let driver: Driver | null = null;
  try {
    driver = await openBubblewrapDriver({ instance, directory, searchPath, cgroups });
    const checks = await runSelfTest(driver, copiesDir);
    const failed = checks.filter((check) => !check.isPassed);
    if (failed.length > 0) {
      const findings = failed.map((check) => `${check.name} (${check.detail})`).join(', ');
      await driver.close();
      return refuse(
        `The isolation of this machine failed its self-test: ${findings}.`,
        driver,
        checks,
        detected,
      );
    }
    const proven = await proveLanguages(driver, detected);
    const health = { trouble: null, checks, machine: driver.describe(), languages: summarise(proven) };
    return { health, driver, languages: mapLanguages(proven, ({ detection }) => detection) };
  } catch (error) {
    if (!(error instanceof SandboxTrouble)) throw error;
    await (driver ?? cgroups).close();
    return refuse(explainTrouble(error.message), driver, [], detected);
  }
}

function refuse(
  trouble: string,
  driver: Driver | null,
  checks: Health['checks'],
  languages: Record<LanguageId, Detection>,
): Isolation {
  const missing = mapLanguages(languages, () => ({ missing: 'No program can run here.' }));
  return {
    health: { trouble, checks, machine: driver?.describe() ?? {}, languages: missing },
    driver: null,
    languages,
  };
}

interface Proven {
  detection: Detection;
  version: string;
}

/** Asks each toolchain for its version from inside the sandbox; one that does not answer there is as good as missing. */
async function proveLanguages(
  driver: Driver,
  detected: Record<LanguageId, Detection>,
): Promise<Record<LanguageId, Proven>> {
  const proven = { ...detected } as unknown as Record<LanguageId, Proven>;
  for (const id of LANGUAGE_IDS) {
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
  return proven;
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
