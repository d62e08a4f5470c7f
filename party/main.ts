import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readServerEnv } from './env.ts';
import { startRoomServer } from './workerd.ts';

/** The process that runs the room server: ready when it says so, gone when workerd is gone. */
const { port, dataDir, bindings } = readServerEnv();
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const server = await startRoomServer({
  port,
  dataDir: path.resolve(root, dataDir),
  bindings,
  onOutput: (text) => process.stdout.write(text),
});
process.stdout.write(`ready ${server.url}\n`);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void server.stop());
const code = await server.exited;
process.exit(code ?? 0);
