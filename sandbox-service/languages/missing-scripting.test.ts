import { expect, test } from 'vitest';
import { detectBash } from './bash.ts';
import { detectPhp } from './php.ts';
import { detectPostgresql } from './postgresql.ts';
import { detectRuby } from './ruby.ts';
import { detectSql } from './sql.ts';

test('a toolchain that is not there is told with the line that installs it', () => {
  for (const [detection, debianPackage] of [
    [detectRuby([], '/nowhere'), 'ruby'],
    [detectPhp([]), 'php-cli'],
    [detectBash([]), 'bash'],
    [detectSql([]), 'sqlite3'],
    [detectPostgresql([]), 'postgresql'],
  ] as const)
    expect(detection).toMatchObject({ missing: expect.stringContaining(`apt-get install ${debianPackage}`) });
});
