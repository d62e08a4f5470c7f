// `npm run test:whisper`: the interviewer's ear with real Whisper weights. Installs them once; offline after that.
import { spawnSync } from 'node:child_process';
import { installPackages, requireNode, root, say } from './setup.mjs';
import { installSystemPackages, SPEECH, WHISPER } from './system-packages.mjs';
import { findWhisper, installWhisper } from './whisper.mjs';

requireNode();
const { flite } = SPEECH;
const absent = installSystemPackages(findWhisper() ? { flite } : { flite, ...WHISPER });
installPackages();
if (absent.length > 0) process.exit(1);
try {
  if (!findWhisper()) say('Installing Whisper (some 600 MB and minutes, once) …');
  installWhisper();
} catch (error) {
  process.stderr.write(`! ${error.message}\n`);
  process.exit(1);
}
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'whisper', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NO_COLOR: '1' },
});
process.exit(status ?? 1);
