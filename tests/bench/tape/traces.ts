import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Replace `deleted` characters at `position` by `inserted`. All in Unicode code points. */
export interface Patch {
  position: number;
  deleted: number;
  inserted: string;
}

/** One edit as somebody's editor made it. */
export interface Transaction {
  /** Seconds since 1970, or null where the trace does not tell. */
  second: number | null;
  /** By number, from 0. */
  agent: number;
  /** Transactions that the editor had seen; null in a trace without concurrent edits: all before. */
  parents: number[] | null;
  patches: Patch[];
}

/** A recording of people typing. What a file began with is its first edit. */
export interface Trace {
  name: string;
  endContent: string;
  agents: number;
  transactions: Transaction[];
}

/** The traces in a directory, by name; none where there is no such directory. */
export function loadTraces(directory: string): Trace[] {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory)
    .filter((file) => file.endsWith('.json.gz'))
    .sort()
    .map((file) =>
      parseTrace(file.slice(0, -'.json.gz'.length), fs.readFileSync(path.join(directory, file))),
    );
}

interface TraceFile {
  startContent?: string;
  endContent: string;
  numAgents?: number;
  txns: {
    time?: string;
    timestamp?: string;
    agent?: number;
    parents?: number[];
    patches: [number, number, string][];
  }[];
}

function parseTrace(name: string, bytes: Buffer): Trace {
  const file = JSON.parse(gunzipSync(bytes).toString()) as TraceFile;
  const seconds = file.txns.map(({ time, timestamp }) =>
    Math.floor(Date.parse(time ?? timestamp ?? '') / 1000),
  );
  const hasTimes = new Set(seconds).size > 1;
  const transactions = file.txns.map(
    ({ agent, parents, patches }, n): Transaction => ({
      second: hasTimes ? (seconds[n] ?? null) : null,
      agent: agent ?? 0,
      parents: parents ?? null,
      patches: patches.map(([position, deleted, inserted]) => ({ position, deleted, inserted })),
    }),
  );
  const start = { position: 0, deleted: 0, inserted: file.startContent ?? '' };
  const first = transactions[0];
  if (start.inserted && first) transactions.unshift({ ...first, patches: [start] });
  return {
    name,
    endContent: file.endContent,
    agents: file.numAgents ?? 1,
    transactions,
  };
}
