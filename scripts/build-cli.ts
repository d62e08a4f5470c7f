import { buildApp } from './build.ts';

const say = (text: string) => process.stdout.write(`• ${text}\n`);
if (!(await buildApp({ say }))) say('The build is up to date.');
