// Adds to package-lock.json the optional packages of other platforms that the registry did not describe.
// npm leaves a package out of the lock when its registry has no data for it, and `npm ci` then refuses the
// lock ("Missing: … from lock file"). Run after `npm install`: node scripts/complete-lock.mjs
// The entries carry no integrity hash; on a registry that has them, `npm install` fills it in.
import fs from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const OS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'aix',
];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

let added = 0;
for (const [place, pkg] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(pkg.optionalDependencies ?? {})) {
    const words = name.split(/[-/]/);
    const os = OS.find((word) => words.includes(word));
    const cpu = CPU.find((word) => words.includes(word));
    // Only packages of one platform with an exact version: anything else npm resolves by itself.
    if ((!os && !cpu) || !/^\d+\.\d+\.\d+/.test(version) || resolve(place, name)) continue;
    const isDev = pkg.dev === true ? { dev: true } : {};
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...isDev,
      ...(words.includes('musl') || words.includes('musleabihf') ? { libc: ['musl'] } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    added++;
  }
}
const root = lock.packages[''];
const rest = Object.entries(lock.packages)
  .filter(([place]) => place !== '')
  .sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = { '': root, ...Object.fromEntries(rest) };
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added to package-lock.json.`);

/** Whether a package seen from this place finds `name`, as Node looks upwards. */
function resolve(place, name) {
  for (let at = place; ; ) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (at === '') return false;
    const up = at.lastIndexOf('/node_modules/');
    at = up < 0 ? '' : at.slice(0, up);
  }
}
