import { Worker } from 'node:worker_threads';
import type { TapeToPack } from './pack-tape.ts';
import { RecordingError } from './recording-error.ts';

/** `packTape` in a thread of its own, so that pages are answered meanwhile. Aborting ends the thread. */
export function packInThread(tape: TapeToPack, signal?: AbortSignal): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./pack-worker.mjs', import.meta.url), { workerData: tape });
  const abort = () => void worker.terminate();
  signal?.addEventListener('abort', abort);
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error) => reject(new RecordingError(error.message, { cause: error })));
    // After a message or an error this says nothing new.
    worker.once('exit', () => reject(new RecordingError('The thread that packs a recording has ended.')));
  }).finally(() => signal?.removeEventListener('abort', abort));
}
