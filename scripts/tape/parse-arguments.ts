import { parseArgs } from 'node:util';

export const USAGE = `interlace-tape <command> <file.interlace> [options]

  verify   checks that nothing was changed since the room sealed it
           --key HEX      and that this public key signed it
  info     says what it is: who, when, how much
  cat      prints the timeline, or with --file a file as it was
           --file PATH    that file
           --at TIME      at this moment, in seconds or h:mm:ss since the start; default the end
  export   writes parts of it
           --files DIR    all files as they were at --at
           --events FILE  everything that happened, a JSON object a line; - for the standard output
           --terminal FILE  the shared terminal, as an asciicast (version 2); - for the standard output

Works offline. Exit code 0 when all is well, 1 when the recording is not, 2 when it was called wrongly.`;

export type Command =
  | { name: 'verify'; path: string; key: string | null }
  | { name: 'info'; path: string }
  | { name: 'cat'; path: string; file: string | null; at: number | null }
  | {
      name: 'export';
      path: string;
      files: string | null;
      events: string | null;
      terminal: string | null;
      at: number | null;
    };

/** The command line was wrong; the message says how. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Reads the command line without the program's name. Throws `UsageError`. */
export function parseArguments(args: readonly string[]): Command {
  const [name, path, ...rest] = args;
  if (!name) throw new UsageError('Say what to do.');
  if (!path || path.startsWith('--')) throw new UsageError('Say which recording.');
  switch (name) {
    case 'verify':
      return { name, path, key: readKey(readOptions(rest, ['key']).key) };
    case 'info':
      readOptions(rest, []);
      return { name, path };
    case 'cat': {
      const { file = null, at } = readOptions(rest, ['file', 'at']);
      return { name, path, file, at: readTime(at) };
    }
    case 'export': {
      const {
        files = null,
        events = null,
        terminal = null,
        at,
      } = readOptions(rest, ['files', 'events', 'terminal', 'at']);
      if (files === null && events === null && terminal === null)
        throw new UsageError('Say what to export: --files, --events or --terminal.');
      return { name, path, files, events, terminal, at: readTime(at) };
    }
    default:
      throw new UsageError(`There is no command ${name}.`);
  }
}

function readOptions<Name extends string>(
  args: string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args, options }).values as Partial<Record<Name, string>>;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readKey(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^[0-9a-f]{64}$/i.test(text)) return text;
  throw new UsageError('A key is 64 hexadecimal digits.');
}

/** Seconds, m:ss or h:mm:ss, in milliseconds. */
function readTime(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/.test(text))
    throw new UsageError(`${text} is no time. Write seconds (754.2) or h:mm:ss.`);
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}
