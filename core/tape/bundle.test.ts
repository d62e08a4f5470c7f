import { expect, test } from 'vitest';
import { BundleError, type BundleHeader, decodeBundle, encodeBundle, salvageBundle } from './bundle.ts';

const header: BundleHeader = {
  compression: 'none',
  bodyBytes: 4,
  title: 'Two sums — Ada',
  startedAt: 1,
  endedAt: 2,
  seal: {
    version: 1,
    interviewId: '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001',
    frames: 1,
    root: 'ab'.repeat(32),
    sealedAt: 3,
    publicKey: 'cd'.repeat(32),
    signature: 'ef'.repeat(64),
  },
};
const bundle = { header, body: Uint8Array.of(1, 2, 3, 4) };
const bytes = encodeBundle(bundle);

test('a bundle comes back as it was', () => {
  expect(decodeBundle(bytes)).toEqual(bundle);
});

test('every changed byte and every cut is seen', () => {
  for (let n = 0; n < bytes.length; n++) {
    const changed = Uint8Array.from(bytes);
    changed[n] = (changed[n] ?? 0) ^ 1;
    expect(() => decodeBundle(changed), `byte ${n}`).toThrow(BundleError);
    expect(() => decodeBundle(bytes.subarray(0, n)), `${n} bytes`).toThrow(BundleError);
  }
});

test('other files are told apart from damaged ones', () => {
  expect(() => decodeBundle(new TextEncoder().encode('hello'))).toThrow('not an Interlace recording');
  expect(() => decodeBundle(bytes.subarray(0, bytes.length - 1))).toThrow('damaged');
});

test('of a damaged bundle the header and what there is of the body can be had, if the header is there', () => {
  expect(salvageBundle(bytes.subarray(0, bytes.length - 34))).toEqual({ header, body: Uint8Array.of(1, 2) });
  const changed = Uint8Array.from(bytes);
  changed[bytes.length - 33] = 9;
  expect(salvageBundle(changed)?.body).toEqual(Uint8Array.of(1, 2, 3, 9));
  expect(salvageBundle(bytes.subarray(0, 100))).toBeNull();
  expect(salvageBundle(new Uint8Array())).toBeNull();
});
