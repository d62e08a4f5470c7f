import { expect, test } from 'vitest';
import { shortVersion } from './version.ts';

test('the number is found in what toolchains say', () => {
  const said = [
    'Python 3.11.2',
    'gcc (Debian 12.2.0-14) 12.2.0',
    'go version go1.19.8 linux/amd64',
    'v20.20.2',
  ];
  expect(said.map(shortVersion)).toEqual(['3.11.2', '12.2.0', '1.19.8', '20.20.2']);
  expect([shortVersion('openjdk 17'), shortVersion('unknown')]).toEqual(['17', 'unknown']);
});
