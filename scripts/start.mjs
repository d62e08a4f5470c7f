// `npm start` and `npm run dev`: sets up what is missing, then hands over to the launcher.
import { spawn } from 'node:child_process';
import { installPackages, requireNode, root } from './setup.mjs';
import { BUBBLEWRAP, installSystemPackages, TOOLCHAINS } from './system-packages.mjs';

requireNode();
installSystemPackages({ ...BUBBLEWRAP, ...TOOLCHAINS });
installPackages();

const launcher = spawn(process.execPath, ['--import', 'tsx', 'scripts/launch.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the launcher directly, being in the same group; other signals are passed on.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => launcher.kill(signal));
launcher.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
