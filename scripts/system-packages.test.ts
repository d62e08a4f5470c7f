import { expect, test } from 'vitest';
import { installSystemPackages } from './system-packages.mjs';

/** A machine on which the packages of `available` can be installed; the list of packages is old until it is updated. */
function makeHost(options: { mayInstall?: boolean; available?: string[]; isListOld?: boolean } = {}) {
  const installed = new Set<string>();
  const calls: string[] = [];
  const lines: string[] = [];
  let isListOld = options.isListOld ?? false;
  return {
    installed,
    calls,
    lines,
    mayInstall: () => options.mayInstall ?? true,
    install: (names: string[]) => {
      calls.push(`install ${names.join(' ')}`);
      if (isListOld || !names.every((name) => options.available?.includes(name))) return false;
      for (const name of names) installed.add(name);
      return true;
    },
    update: () => {
      calls.push('update');
      isListOld = false;
    },
    say: (text: string) => lines.push(text),
    warn: (text: string) => lines.push(`! ${text}`),
  };
}

function want(host: ReturnType<typeof makeHost>, ...names: string[]) {
  return Object.fromEntries(
    names.map((name) => [name, { isThere: () => host.installed.has(name), without: `no ${name}` }]),
  );
}

test('installs what is missing in one go, and nothing that is there', () => {
  const host = makeHost({ available: ['ruby', 'gcc'] });
  host.installed.add('php-cli');
  expect(installSystemPackages(want(host, 'ruby', 'php-cli', 'gcc'), host)).toEqual([]);
  expect(host.calls).toEqual(['install ruby gcc']);
  expect(host.lines).toHaveLength(1);
  expect(installSystemPackages(want(host, 'ruby', 'gcc'), host)).toEqual([]);
  expect(host.calls).toHaveLength(1);
});

test('asks for a fresh list of packages only when the first try fails', () => {
  const host = makeHost({ available: ['ruby'], isListOld: true });
  expect(installSystemPackages(want(host, 'ruby'), host)).toEqual([]);
  expect(host.calls).toEqual(['install ruby', 'update', 'install ruby']);
});

test('one that cannot be installed does not cost the others, and is named with what is lost', () => {
  const host = makeHost({ available: ['ruby', 'gcc'] });
  expect(installSystemPackages(want(host, 'ruby', 'rustc', 'gcc'), host)).toEqual(['rustc']);
  expect(host.lines.at(-1)).toBe('! Missing: rustc (no rustc). Install with: sudo apt-get install rustc');
});

test('who may not install gets one line with the whole command', () => {
  const host = makeHost({ mayInstall: false });
  expect(installSystemPackages(want(host, 'ruby', 'gcc'), host)).toEqual(['ruby', 'gcc']);
  expect(host.calls).toEqual([]);
  expect(host.lines).toEqual([
    '! Missing: ruby (no ruby), gcc (no gcc). Install with: sudo apt-get install ruby gcc',
  ]);
});
