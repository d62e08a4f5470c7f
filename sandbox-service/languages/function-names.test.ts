import { expect, test } from 'vitest';
import { listFunctionNames } from './function-names.ts';

test('a function is looked for under its own name first, then as other languages would write it', () => {
  expect(listFunctionNames('twoSum')).toEqual(['twoSum', 'two_sum', 'TwoSum']);
  expect(listFunctionNames('two_sum')).toEqual(['two_sum', 'twoSum', 'TwoSum']);
  expect(listFunctionNames('LRUCache')).toEqual(['LRUCache', 'lru_cache', 'lruCache', 'LruCache']);
});

test('a name of one word, of digits or of underscores alone stays what it is', () => {
  expect(listFunctionNames('solve')).toEqual(['solve', 'Solve']);
  expect(listFunctionNames('_')).toEqual(['_']);
  expect(listFunctionNames('level2')).toEqual(['level2', 'level_2', 'Level2']);
});
