// Calls one function of a candidate's program, case by case. See Harness in languages/language.ts for the lines.
// Runs in the candidate's process, so nothing it says is trusted beyond being the answer to the case at hand.
const fs = require('node:fs');
const { pathToFileURL } = require('node:url');

const WORKSPACE = '/workspace/';
/** Descriptors: the program's own stdin is empty, so that reading it does not take the lines that are meant for us. */
const COMMANDS = 4;
const ANSWERS = 3;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));
const { parse, stringify } = JSON;

let unread = Buffer.alloc(0);
const chunk = Buffer.alloc(64 * 1024);

/** The next line, or null at the end. Waits without letting anything of the candidate's run. */
function readLine() {
  const parts = [];
  for (;;) {
    const end = unread.indexOf(10);
    if (end >= 0) {
      parts.push(unread.subarray(0, end));
      unread = unread.subarray(end + 1);
      return Buffer.concat(parts).toString();
    }
    parts.push(unread);
    const bytes = retry(() => fs.readSync(COMMANDS, chunk, 0, chunk.length, null));
    if (bytes === 0) return null;
    unread = Buffer.from(chunk.subarray(0, bytes));
  }
}

function say(text) {
  let data = Buffer.from(`${text}\n`);
  while (data.length > 0) data = data.subarray(retry(() => fs.writeSync(ANSWERS, data)));
}

function retry(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(PAUSE, 0, 0, 1);
    }
  }
}

/** Lines for a checker may hold what a program answered: NaN and Infinity, which JSON has no words for. */
function parseLine(line) {
  try {
    return parse(line);
  } catch {
    const nan = `${Math.random()} is not a number`;
    const text = line.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => {
      if (part.startsWith('"')) return part;
      return part.endsWith('NaN') ? stringify(nan) : part.replace('Infinity', '1e999');
    });
    return parse(text, (_key, value) => (value === nan ? Number.NaN : value));
  }
}

/** The returned value cannot be compared; the message says why. */
class NotJson extends Error {}

/** JSON text of a value, with NaN and Infinity as they are; sets and typed arrays are lists, maps are objects. */
function toJson(value, above = []) {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return stringify(value);
  if (typeof value !== 'object')
    throw new NotJson(`The returned value holds a ${typeof value}, which cannot be written as JSON.`);
  if (above.includes(value))
    throw new NotJson('The returned value contains itself (it is circular), so it cannot be compared.');
  const inner = [...above, value];
  if (typeof value.toJSON === 'function') return toJson(value.toJSON(), inner);
  if (value instanceof Number || value instanceof String || value instanceof Boolean)
    return toJson(value.valueOf(), inner);
  if (value instanceof Map) return toJsonMap(value, inner);
  const isList = Array.isArray(value) || value instanceof Set || ArrayBuffer.isView(value);
  if (isList || typeof value[Symbol.iterator] === 'function')
    return `[${Array.from(value, (item) => toJson(item, inner)).join(',')}]`;
  const fields = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function');
  return `{${fields.map(([key, item]) => `${stringify(key)}:${toJson(item, inner)}`).join(',')}}`;
}

/** A map with other keys than text and numbers becomes a list of pairs. */
function toJsonMap(map, above) {
  const entries = [...map];
  if (!entries.every(([key]) => typeof key === 'string' || typeof key === 'number'))
    return `[${entries.map((pair) => toJson(pair, above)).join(',')}]`;
  return `{${entries.map(([key, item]) => `${stringify(String(key))}:${toJson(item, above)}`).join(',')}}`;
}

/** The error with its stack: the candidate's frames only, paths as the candidate knows them. */
function explain(error) {
  if (!(error instanceof Error)) return `Thrown: ${describe(error)}`;
  const head = `${error.name}: ${error.message}`;
  const frames = String(error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && line.includes(WORKSPACE) && !line.includes('/.interlace/'));
  return [head, ...frames].join('\n').replaceAll(`file://${WORKSPACE}`, '').replaceAll(WORKSPACE, '');
}

function describe(value) {
  try {
    return toJson(value);
  } catch {
    return typeof value; // Only its type can be told.
  }
}

/**
 * Imports the program. What tests call need not be exported: a line after the entry's last hands us what it has under
 * these names. A compiled program has that line already.
 */
async function load({ entry, module, tail }) {
  const path = module ?? WORKSPACE + entry;
  let found = {};
  Object.defineProperty(globalThis, Symbol.for('interlace.found'), {
    set(values) {
      found = values;
    },
    configurable: true,
  });
  const url = pathToFileURL(path).href;
  const source = module === null ? fs.readFileSync(path, 'utf8') : null;
  if (source !== null) fs.writeFileSync(path, `${source}\n${tail}\n`);
  let exported;
  try {
    exported = await import(url);
  } catch (error) {
    if (!(error instanceof SyntaxError) || source === null) throw error;
    // Node tells the line of a syntax error only when nobody catches it; and our line must not be in it.
    fs.writeFileSync(path, source);
    await import(`${url}?original`).then(
      () => Promise.reject(error),
      (again) => setImmediate(throwUncaught, again),
    );
    return null;
  }
  delete globalThis[Symbol.for('interlace.found')];
  return { found, exported };
}

function throwUncaught(error) {
  throw error;
}

/** Gives what to call. A method is called on a new object for each case, as its fields are the case's state. */
function find({ found, exported }, names) {
  const places = [found, exported, exported.default];
  for (const name of names)
    for (const place of places) if (typeof place?.[name] === 'function') return () => place[name];
  if (typeof exported.default === 'function' && names.includes(exported.default.name))
    return () => exported.default;
  const classes = places.map((place) => place?.Solution).filter((one) => typeof one === 'function');
  for (const Solution of classes)
    for (const name of names) {
      if (typeof Solution.prototype?.[name] === 'function')
        return () => {
          const solution = new Solution();
          return solution[name].bind(solution);
        };
      if (typeof Solution[name] === 'function') return () => Solution[name].bind(Solution);
    }
  return null;
}

async function answer({ i, input }, getFunction) {
  try {
    const value = getFunction()(...input);
    return `{"i":${i},"ok":true,"value":${toJson(typeof value?.then === 'function' ? await value : value)}}`;
  } catch (error) {
    return stringify({ i, ok: false, error: error instanceof NotJson ? error.message : explain(error) });
  }
}

/** Prints that wait in this process go first, so that they belong to the case that printed them. */
async function flush() {
  for (const stream of [process.stdout, process.stderr])
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
}

async function main() {
  // The first import and the first print take some milliseconds more: done now, while nobody waits for it.
  await Promise.all([import('./warm.js'), process.stdout, process.stderr]);
  say('{"waiting":true}');
  const line = readLine();
  if (line === null) return;
  const order = parse(line);
  say('{"loading":true}');
  process.argv[1] = WORKSPACE + order.entry;
  let loaded;
  try {
    loaded = await load(order);
  } catch (error) {
    await flush();
    say(stringify({ ready: false, error: explain(error) }));
    return;
  }
  if (loaded === null) return;
  const getFunction = find(loaded, order.names);
  await flush();
  if (getFunction === null) {
    const { entry, function: wanted } = order;
    const error = `${entry} has no function ${wanted}, and no class Solution with a method ${wanted}.`;
    say(stringify({ ready: false, error }));
    return;
  }
  say('{"ready":true}');
  for (let next = readLine(); next !== null; next = readLine()) {
    const text = await answer(parseLine(next), getFunction);
    await flush();
    say(text);
  }
}

// Timers of the candidate must not keep the process: there is nobody left to answer.
main().then(() => setImmediate(() => process.exit(0)));
