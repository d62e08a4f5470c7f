import { randomUUID } from 'node:crypto';
import { chooseModel } from '#models/choose.ts';
import { makeAppClient } from './app-client.ts';
import { machineClock } from './clock.ts';
import { readEnv } from './env.ts';
import { Host } from './host.ts';
import { FIRST_WORD_TIMEOUT } from './limits.ts';
import { processLog } from './log.ts';
import { ModelThinker } from './mind/model-thinker.ts';
import { SocketRoom } from './room/socket-room.ts';

/** The process that interviews: ready when it says so, gone when it has let go of its interviews. */
const env = readEnv();
// each room's provider listens for the end of the process
process.setMaxListeners(env.INTERVIEWER_CAPACITY + 20);
const id = randomUUID();
const host = new Host({
  id,
  app: makeAppClient({
    url: env.APP_INTERNAL_URL ?? env.APP_URL,
    token: env.INTERVIEWER_SERVICE_TOKEN,
    host: id,
  }),
  capacity: env.INTERVIEWER_CAPACITY,
  budget: {
    turns: env.INTERVIEWER_MAX_TURNS,
    tokens: env.INTERVIEWER_MAX_TOKENS,
    costMicros: Math.round(env.INTERVIEWER_MAX_DOLLARS * 1_000_000),
  },
  chooseThinker: ({ mind }) => {
    const model = mind === 'scripted' ? null : chooseModel(mind, env, { timeout: FIRST_WORD_TIMEOUT });
    return model && new ModelThinker(model);
  },
  connect: ({ name, fetchToken }, listener) =>
    new SocketRoom(
      { url: env.ROOM_URL, roomName: name, fetchToken, clock: machineClock, log: processLog },
      listener,
    ),
  clock: machineClock,
  log: processLog,
});
process.on('unhandledRejection', (error) =>
  processLog.error('Something was not waited for.', {
    error: error instanceof Error ? error.name : 'unknown',
  }),
);
let isEnding = false;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void host.stop().finally(() => process.exit(0));
  });
}
host.start();
process.stdout.write(`ready ${id}\n`);
