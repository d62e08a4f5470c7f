import { parentPort, workerData } from 'node:worker_threads';
import { packTape, type TapeToPack } from './pack-tape.ts';

const file = packTape(workerData as TapeToPack);
parentPort?.postMessage(file, [file.buffer as ArrayBuffer]);
