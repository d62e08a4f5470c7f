import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { encodeJsonPayload, FRAME_KINDS, type Frame } from '../frames.ts';
import { decodeArchiveBody, encodeArchiveBody } from './archive.ts';

/** A bit of everything, the same at every time. */
function makeFrames(): Frame[] {
  const frames: Frame[] = [];
  const add = (author: string, kind: number, payload: Uint8Array) =>
    frames.push({ at: 1_790_000_000_000 + frames.length * 137, kind, author, payload });
  const doc = new Y.Doc({ gc: false });
  doc.clientID = 4_000_000_007;
  doc.on('update', (payload: Uint8Array) => add('ada', FRAME_KINDS.update, payload));
  const text = doc.getText('text');
  for (const [n, char] of [...'let a = 1;\nlet b = 2;\n😀'].entries()) text.insert(n, char);
  text.delete(5, 1);
  text.delete(4, 1);
  text.insert(4, 'name');
  add('bob', FRAME_KINDS.chat, encodeJsonPayload({ text: 'why?', at: 1_790_000_003_300 }));
  add('bob', FRAME_KINDS.chat, encodeJsonPayload({ text: 'ah', at: 1_790_000_003_437 }));
  doc.transact(() => {
    text.delete(0, 3);
    text.insert(0, 'const');
  });
  text.format(0, 5, { bold: true });
  doc.getMap('map').set('key', [1, 'two', null]);
  doc.getMap('map').set('key', 3);
  text.delete(1, 12);
  add('ada', FRAME_KINDS.recovered, Y.encodeStateAsUpdate(doc));
  add('', 99, Uint8Array.of(1, 2, 3));
  add('system', FRAME_KINDS.system, Uint8Array.of(1, 2, 3));
  return frames;
}

/** What this made of them when archives were first written. */
const WRITTEN =
  'ASQKjgFGRDEDAAYAAwAfn6ay+d18n/w/IjKa/w/ft8/1YV6BLNjAtaX/eKBJ34/gi7rALI4Xfh0kNstBNL1d7BSARe0rhYvm1KAJ9fL1S7CbNxuTr8g2ztKPj0seZwU+vuSoxNEgVs9Tu2lUgxMJtL8Km/9i1hxoBYIVUHkBK1SbWVmvSJD5hdIROIMgw4XF3QsQPuWfOPslyCAAbGV0IGEgPSAxOwpsZXQgYiA9IDI7CvCfmIBuYW1lY29uc3RsZXQgYSA9IDE7CmxldCBiID0gMjsK8J+YgG5hbWVjb25zdARib2xkBHRydWUEYm9sZARudWxsAXUDfQF3A3R3b34BfQMEYm9sZAR0cnVlBGJvbGQEbnVsbAF1A30BdwN0d29+AX0DYWRhdGV4dGJvYnsidGV4dCI6ASwiYXQiOgJ9bWFwa2V5dGV4dG1hcGtleXN5c3RlbQECA3doeT9haAECAw==';

test('what was written once is read for ever, and written the same on every machine', () => {
  const frames = makeFrames();
  const bytes = Uint8Array.from(Buffer.from(WRITTEN, 'base64'));
  expect(decodeArchiveBody(bytes)).toEqual(frames);
  expect(Buffer.from(encodeArchiveBody(frames)).toString('base64')).toBe(WRITTEN);
});
