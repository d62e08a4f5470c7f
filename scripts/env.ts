import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Reads `.env` in the repository into the environment; variables that are set already win. */
export function loadEnvFile(): void {
  const file = path.join(root, '.env');
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

/** A variable's value, or undefined when it is unset or empty. */
export function getVariable(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** The whole environment, to hand to a child process. */
export function getEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Folder of everything that Interlace keeps on this machine. */
export function getDataDirectory(): string {
  return path.resolve(root, getVariable('INTERLACE_DATA') ?? '.data');
}
