import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Module from which the browser gets the addresses of the workers: `{ editor: string, typescript: string }`. */
const VIRTUAL = 'virtual:monaco-workers';
const RESOLVED = `\0${VIRTUAL}`;
const DEV_PATH = '/_monaco-workers/';

const WORKERS = {
  editor: 'monaco-editor/editor/editor.worker.js',
  typescript: 'monaco-editor/languages/features/typescript/ts.worker.js',
} as const;
type WorkerName = keyof typeof WORKERS;

/**
 * Builds Monaco's workers with esbuild into files of this site, so that they pass a content security policy
 * without `blob:` and do not cost a minute of Rollup. Without it Monaco would also drag in a second copy of each.
 */
export function monacoWorkers(): Plugin {
  let isBuild = false;
  let isServer = false;
  return {
    name: 'interlace-monaco-workers',
    configResolved(config) {
      isBuild = config.command === 'build';
      isServer = Boolean(config.build.ssr);
    },
    resolveId(id) {
      return id === VIRTUAL ? RESOLVED : null;
    },
    async load(id) {
      if (id !== RESOLVED) return null;
      if (isServer) return 'export default {};';
      const entries = await Promise.all(
        (Object.keys(WORKERS) as WorkerName[]).map(async (name) => {
          if (!isBuild) return `${name}: ${JSON.stringify(`${DEV_PATH}${name}.js`)}`;
          const source = await bundleWorker(name);
          const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
          const reference = this.emitFile({
            type: 'asset',
            fileName: `assets/monaco-${name}-${hash}.js`,
            source,
          });
          return `${name}: import.meta.ROLLUP_FILE_URL_${reference}`;
        }),
      );
      return `export default { ${entries.join(', ')} };`;
    },
    configureServer(server) {
      const ready = new Map<string, Promise<string>>();
      server.middlewares.use((request, response, next) => {
        const name = /^\/_monaco-workers\/(\w+)\.js/.exec(request.url ?? '')?.[1];
        if (!name || !Object.hasOwn(WORKERS, name)) return next();
        const source = ready.get(name) ?? bundleWorker(name as WorkerName);
        ready.set(name, source);
        source.then(
          (text) => response.setHeader('Content-Type', 'text/javascript').end(text),
          (error: unknown) => next(error),
        );
      });
    },
  };
}

async function bundleWorker(name: WorkerName): Promise<string> {
  const result = await build({
    stdin: { contents: `import ${JSON.stringify(WORKERS[name])};`, resolveDir: root },
    bundle: true,
    format: 'iife',
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    write: false,
  });
  const file = result.outputFiles[0];
  if (!file) throw new Error(`The ${name} worker of Monaco could not be built.`);
  return file.text;
}
