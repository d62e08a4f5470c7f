import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { root } from './env.ts';

/** JavaScript of the room until one can type, and of a replay, brotli, workers excluded: what a candidate on a phone line waits for. */
const ROOM_BUDGET_BYTES = 800_000;
/** JavaScript of any other page, brotli. */
const PAGE_BUDGET_BYTES = 150_000;

const CLIENT = path.join(root, 'build/app/client');
/** Chunks that the routes with an editor start to fetch at once, by the end of their address and the name of the source. */
const EDITOR_PAGES: readonly { isPage: (page: string) => boolean; chunks: readonly string[] }[] = [
  { isPage: (page) => page.startsWith('/room/'), chunks: ['room-page.client', 'code-editor.client'] },
  { isPage: (page) => page.endsWith('/replay'), chunks: ['replay-page.client'] },
];

interface RemixManifest {
  entry: { module: string; imports: string[] };
  routes: Record<
    string,
    { id: string; parentId?: string; path?: string; module: string; imports?: string[] }
  >;
}

const manifest = readManifest();
const sizes = new Map<string, number>();
let isOver = false;

for (const { page, bytes, files } of Object.values(manifest.routes)
  .map(measureRoute)
  .sort((a, b) => a.bytes - b.bytes)) {
  const budget = editorChunksOf(page).length > 0 ? ROOM_BUDGET_BYTES : PAGE_BUDGET_BYTES;
  const verdict = bytes <= budget ? 'ok  ' : 'OVER';
  if (bytes > budget) isOver = true;
  console.log(
    `${verdict} ${kilobytes(bytes).padStart(7)} of ${kilobytes(budget)} kB  ${page}  (${files} files)`,
  );
}
if (isOver) {
  console.error('\nA page is over its budget. The largest files of the build:');
  for (const [file, bytes] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 12)) {
    console.error(`${kilobytes(bytes).padStart(8)} kB  ${file}`);
  }
  process.exitCode = 1;
}

/** Everything that a page loads before it is of use: the entry, its routes, and what they import, at any depth. */
function measureRoute(route: RemixManifest['routes'][string]) {
  const files = new Set<string>();
  const chain: string[] = [];
  const parts: string[] = [];
  for (
    let at: typeof route | undefined = route;
    at;
    at = at.parentId ? manifest.routes[at.parentId] : undefined
  ) {
    chain.push(at.module, ...(at.imports ?? []));
    if (at.path) parts.unshift(at.path);
  }
  for (const file of [manifest.entry.module, ...manifest.entry.imports, ...chain])
    addWithImports(file, files);
  const page = `/${parts.join('/')}`;
  for (const name of editorChunksOf(page)) addWithImports(findChunk(name), files);
  return { page, bytes: [...files].reduce((sum, file) => sum + sizeOf(file), 0), files: files.size };
}

/** Empty for a page without an editor. */
function editorChunksOf(page: string): readonly string[] {
  return EDITOR_PAGES.find(({ isPage }) => isPage(page))?.chunks ?? [];
}

function addWithImports(url: string, files: Set<string>): void {
  if (files.has(url)) return;
  files.add(url);
  for (const match of read(url)
    .toString('utf8')
    .matchAll(/(?:^|[;\s}])(?:import|export)\b[^'"()]*?["'](\.\.?\/[^"']+\.js)["']/g)) {
    addWithImports(path.posix.join(path.posix.dirname(url), match[1] ?? ''), files);
  }
}

function sizeOf(url: string): number {
  const known = sizes.get(url);
  if (known !== undefined) return known;
  const file = path.join(CLIENT, url);
  const bytes = fs.existsSync(`${file}.br`)
    ? fs.statSync(`${file}.br`).size
    : zlib.brotliCompressSync(read(url)).length;
  sizes.set(url, bytes);
  return bytes;
}

function read(url: string): Buffer {
  return fs.readFileSync(path.join(CLIENT, url));
}

function findChunk(name: string): string {
  const file = fs
    .readdirSync(path.join(CLIENT, 'assets'))
    .find((one) => one.startsWith(`${name}-`) && one.endsWith('.js'));
  if (!file) throw new Error(`The build has no chunk called ${name}. Was it renamed?`);
  return `/assets/${file}`;
}

function readManifest(): RemixManifest {
  if (!fs.existsSync(CLIENT)) throw new Error('There is no build to measure. Run `npm run build` first.');
  const name = fs.readdirSync(path.join(CLIENT, 'assets')).find((file) => /^manifest-.*\.js$/.test(file));
  if (!name) throw new Error('The build has no manifest. Build again.');
  const text = fs.readFileSync(path.join(CLIENT, 'assets', name), 'utf8');
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as RemixManifest;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
