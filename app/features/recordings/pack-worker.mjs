// Where a thread begins that runs TypeScript: it does not inherit what lets the process do so.
import { register } from 'tsx/esm/api';

register();
await import('./pack-worker.ts');
