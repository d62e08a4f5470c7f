import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const party = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(party, '..');

/** Where the room server's bundle stands: `worker.js`, its (empty) asset list and workerd's configuration. */
export const BUNDLE_DIRECTORY = path.join(root, 'build/party');

/** Date of the runtime's behaviour; PartyKit's facade is written for it. */
export const COMPATIBILITY_DATE = '2024-07-18';

/**
 * `no_web_socket_compression`: browsers always offer it, and it costs the room's one thread more than the network.
 * `nodejs_compat`: PartyKit's facade expects it.
 */
export const COMPATIBILITY_FLAGS = ['nodejs_compat', 'no_web_socket_compression'];

/** Bundles the room with PartyKit's facade into `BUNDLE_DIRECTORY`. Takes under a second; returns the inputs. */
export async function buildParty(): Promise<string[]> {
  fs.mkdirSync(BUNDLE_DIRECTORY, { recursive: true });
  const result = await esbuild.build({
    entryPoints: [path.join(party, 'worker.ts')],
    outfile: path.join(BUNDLE_DIRECTORY, 'worker.js'),
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    conditions: ['partykit', 'workerd', 'worker'],
    external: ['./assets.js', 'node:*'],
    define: { PARTYKIT_HOST: '"127.0.0.1"', PARTYKIT_API_BASE: '""' },
    metafile: true,
    write: false,
    plugins: [facadePlugin],
  });
  for (const file of result.outputFiles) writeAtomically(file.path, file.contents);
  writeAtomically(path.join(BUNDLE_DIRECTORY, 'assets.js'), 'export default { assets: {} };\n');
  return Object.keys(result.metafile.inputs).flatMap((input) => {
    const file = path.resolve(root, input);
    return fs.existsSync(file) ? [file] : [];
  });
}

/** Builds unless the bundle is newer than everything that goes into it. */
export async function buildPartyIfStale(): Promise<void> {
  const list = path.join(BUNDLE_DIRECTORY, 'inputs.json');
  if (isFresh(list)) return;
  const inputs = await buildParty();
  const here = path.join(party, 'build.ts');
  writeAtomically(list, JSON.stringify([here, ...inputs].map((file) => path.relative(root, file))));
}

/** The facade names the server and its parties by placeholders, which PartyKit's command line fills in. */
const facadePlugin: esbuild.Plugin = {
  name: 'partykit-facade',
  setup(build) {
    build.onResolve({ filter: /^partykit:facade$/ }, () => ({ path: 'facade', namespace: 'partykit' }));
    build.onResolve({ filter: /^__STATIC_ASSETS_MANIFEST__$/ }, () => ({
      path: './assets.js',
      external: true,
    }));
    build.onLoad({ filter: /.*/, namespace: 'partykit' }, () => {
      const facade = path.join(root, 'node_modules/partykit/dist/generated.js');
      const contents = fs
        .readFileSync(facade, 'utf8')
        .replace('__WORKER__', path.join(party, 'server.ts'))
        .replace('__R2_BINDINGS__', '[]')
        .replace('__KV_BINDINGS__', '[]')
        .replace('__PARTIES__;', '');
      return { contents, resolveDir: root, loader: 'js' };
    });
  },
};

function isFresh(list: string): boolean {
  try {
    const built = fs.statSync(list).mtimeMs;
    const inputs = JSON.parse(fs.readFileSync(list, 'utf8')) as string[];
    if (!fs.existsSync(path.join(BUNDLE_DIRECTORY, 'worker.js'))) return false;
    return inputs.every((file) => fs.statSync(path.resolve(root, file)).mtimeMs < built);
  } catch {
    return false; // nothing built yet, or a source has gone: building anew settles both
  }
}

/** Several processes may build at once; none of them may ever load half a file. */
function writeAtomically(file: string, contents: string | Uint8Array): void {
  const fresh = `${file}.${process.pid}`;
  fs.writeFileSync(fresh, contents);
  fs.renameSync(fresh, file);
}
