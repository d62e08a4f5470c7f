// `npm test`: sets up what is missing, then runs every check and every test. CI runs this and nothing else.
import { spawnSync } from 'node:child_process';
import { buildMediaServer, findMediaServer, NO_MEDIA_SERVER } from './media-server.mjs';
import { installPackages, requireNode, root, say } from './setup.mjs';
import { BROWSER, BUBBLEWRAP, installSystemPackages, SPEECH, TOOLCHAINS } from './system-packages.mjs';

requireNode();
const absent = installSystemPackages({ ...BUBBLEWRAP, ...TOOLCHAINS, ...BROWSER, ...SPEECH });
installPackages();
if (!(await hasMediaServer())) absent.push('the media server');

const node = (...args) => [process.execPath, ['--import', 'tsx', ...args]];
const bin = (file, ...args) => [process.execPath, [`node_modules/${file}`, ...args]];
const steps = [
  ['format, lint, types', ['npm', ['run', '--silent', 'check']]],
  ['unit tests', bin('vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'dom')],
  ['database tests', bin('vitest/vitest.mjs', 'run', '--project', 'db')],
  ['sandbox tests', bin('vitest/vitest.mjs', 'run', '--project', 'sandbox')],
  ['room tests', bin('vitest/vitest.mjs', 'run', '--project', 'room')],
  ['voice tests', bin('vitest/vitest.mjs', 'run', '--project', 'voice')],
  ['app tests', bin('vitest/vitest.mjs', 'run', '--project', 'app')],
  ['build', node('scripts/build-cli.ts')],
  ['size budgets', node('scripts/check-budgets.ts')],
  ['journeys in the browser', bin('playwright/cli.js', 'test')],
];

/** Whether calls can be tested; builds what they need where Go is. */
async function hasMediaServer() {
  const found = findMediaServer();
  if (!found) process.stderr.write(`! ${NO_MEDIA_SERVER}\n`);
  if (!found || 'server' in found) return found !== null;
  say('Building the media server for calls (some minutes, once) …');
  try {
    await buildMediaServer(found.go);
    return true;
  } catch (error) {
    process.stderr.write(`! ${error.message}\n`);
    return false;
  }
}

const results = [];
for (const [name, [command, args]] of steps) {
  say(name);
  const startedAt = Date.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NO_COLOR: '1' },
  });
  results.push({ name, isPassed: status === 0, seconds: Math.round((Date.now() - startedAt) / 1000) });
}

say('');
for (const { name, isPassed, seconds } of results)
  say(`${isPassed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
if (absent.length > 0) say(`FAILED  set-up: ${absent.join(', ')} missing, so not everything was tested`);
const failed = results.filter(({ isPassed }) => !isPassed).length + absent.length;
process.stdout.write(
  `${results.length - results.filter(({ isPassed }) => !isPassed).length} passed, ${failed} failed\n`,
);
process.exit(failed === 0 ? 0 : 1);
