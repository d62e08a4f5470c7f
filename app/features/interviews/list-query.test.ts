import { expect, test } from 'vitest';
import { listPath, parseListQuery } from './list-query.ts';

test('reads what it wrote', () => {
  const query = { q: 'rate, limiter', show: 'open', sort: 'title', order: 'asc' } as const;
  const path = listPath(query, {});
  expect(parseListQuery(new URL(path, 'http://x').searchParams)).toEqual(query);
});

test('takes anything unknown as the default and keeps it out of the address', () => {
  const query = parseListQuery(new URLSearchParams('sort=secret_hash&order=up&show=1'));
  expect(query).toEqual({ q: '', show: 'all', sort: 'created', order: 'desc' });
  expect(listPath(query, {})).toBe('/interviews');
});
