import { processLog } from './log.ts';

/** Runs what this process is for: says that it is ready, and lets it go when the process is asked to end. */
export function runProcess(id: string, host: { start(): void; stop(): Promise<void> }): void {
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
}
