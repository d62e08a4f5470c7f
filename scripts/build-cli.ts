import { buildPartyIfStale } from '#party/build.ts';
import { buildApp } from './build.ts';

/** `npm run build`: the app, and the room server's bundle as it runs here and on Cloudflare. */
const say = (text: string) => process.stdout.write(`• ${text}\n`);
await buildPartyIfStale();
if (!(await buildApp({ say }))) say('The build is up to date.');
