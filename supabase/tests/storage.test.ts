import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startDatabase } from './embedded.ts';
import { buildPerson, must, type Person } from './people.ts';

const BUCKET = 'own-folders';

const database = startDatabase({}, (sql) =>
  sql.unsafe(`
    insert into storage.buckets (id, name, public, file_size_limit) values ('${BUCKET}', '${BUCKET}', false, 1000000);
    create policy "own folder" on storage.objects for all to authenticated
      using (bucket_id = '${BUCKET}' and (storage.foldername(name))[1] = (select auth.uid())::text)
      with check (bucket_id = '${BUCKET}' and (storage.foldername(name))[1] = (select auth.uid())::text);
  `),
);
let ada: Person;
let bob: Person;

beforeAll(async () => {
  ada = await buildPerson(database);
  bob = await buildPerson(database);
});

const bucketOf = (person: Person) => person.client.storage.from(BUCKET);

async function upload(bytes: Uint8Array = randomBytes(1000)): Promise<{ key: string; bytes: Uint8Array }> {
  const key = `${ada.id}/${randomBytes(6).toString('hex')}/tape.bin`;
  must(await bucketOf(ada).upload(key, bytes, { contentType: 'application/x-tape' }));
  return { key, bytes };
}

async function getBytes(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function sign(
  key: string,
  expiresInS = 60,
  options: { download?: string | boolean } = {},
): Promise<string> {
  return must(await bucketOf(ada).createSignedUrl(key, expiresInS, options)).signedUrl;
}

describe('an object', () => {
  test('comes back as it was stored', async () => {
    const { key, bytes } = await upload();
    const blob = must(await bucketOf(ada).download(key));
    expect(Buffer.from(await blob.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('is told about: size, type, time', async () => {
    const { key } = await upload();
    expect(must(await bucketOf(ada).info(key))).toMatchObject({
      size: 1000,
      contentType: 'application/x-tape',
    });
  });

  test('is not replaced by accident, only on request', async () => {
    const { key } = await upload();
    expect((await bucketOf(ada).upload(key, 'other')).error).not.toBeNull();
    must(await bucketOf(ada).upload(key, 'other', { upsert: true }));
    expect(await must(await bucketOf(ada).download(key)).text()).toBe('other');
  });

  test('is listed below its folder, and folders below theirs', async () => {
    const { key } = await upload();
    const [, folder = ''] = key.split('/');
    expect(must(await bucketOf(ada).list(`${ada.id}/${folder}`)).map((one) => one.name)).toEqual([
      'tape.bin',
    ]);
    expect(must(await bucketOf(ada).list(ada.id))).toContainEqual(
      expect.objectContaining({ name: folder, id: null }),
    );
  });

  test('moves, is copied and removed', async () => {
    const { key } = await upload();
    must(await bucketOf(ada).move(key, `${key}.moved`));
    must(await bucketOf(ada).copy(`${key}.moved`, `${key}.copy`));
    expect(must(await bucketOf(ada).remove([`${key}.moved`, `${key}.copy`]))).toHaveLength(2);
    expect((await bucketOf(ada).download(`${key}.copy`)).error).not.toBeNull();
  });

  test('larger than its bucket allows is refused', async () => {
    const { error } = await bucketOf(ada).upload(`${ada.id}/big`, randomBytes(1_000_001));
    expect(error?.message).toMatch(/exceeded the maximum allowed size/);
  });
});

test('a refused upload does not break the requests after it on the same connection', async () => {
  const { key } = await upload();
  expect((await bucketOf(ada).upload(`${ada.id}/big`, randomBytes(3_000_000))).error).not.toBeNull();
  const address = await sign(key);
  // Servers that give up on the rest of a body close the connection half a second later.
  for (const end = Date.now() + 700; Date.now() < end; )
    expect((await getBytes(address)).response.status).toBe(200);
});

describe('a signed address', () => {
  test('gives the bytes to whoever has it, until it ends', async () => {
    const { key, bytes } = await upload();
    const address = await sign(key);
    expect((await getBytes(address)).bytes.equals(bytes)).toBe(true);
    const ended = await sign(key, -10);
    expect((await fetch(ended)).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(address.replace(/token=.{20}/, 'token=made-up'))).status).toBeGreaterThanOrEqual(400);
  });

  test('opens its own object only', async () => {
    const [one, other] = [await upload(), await upload()];
    const address = (await sign(one.key)).replace(one.key, other.key);
    expect((await fetch(address)).status).toBeGreaterThanOrEqual(400);
  });

  test('gives a part where a part is asked for, as players do', async () => {
    const { key, bytes } = await upload();
    const address = await sign(key);
    const part = await getBytes(address, { range: 'bytes=10-19' });
    expect(part.response.status).toBe(206);
    expect(part.response.headers.get('content-range')).toBe('bytes 10-19/1000');
    expect(part.bytes.equals(bytes.subarray(10, 20))).toBe(true);
    const tail = await getBytes(address, { range: 'bytes=-5' });
    expect(tail.bytes.equals(bytes.subarray(995))).toBe(true);
    expect((await fetch(address, { headers: { range: 'bytes=1000-' } })).status).toBe(416);
  });

  test('names the file where a download is asked for', async () => {
    const { key } = await upload();
    const { response } = await getBytes(await sign(key, 60, { download: 'tape-1.bin' }));
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''tape-1.bin");
  });

  test('for several objects at once works for each', async () => {
    const [one, other] = [await upload(), await upload()];
    const signed = must(await bucketOf(ada).createSignedUrls([one.key, other.key], 60));
    for (const [n, object] of [one, other].entries()) {
      expect((await getBytes(signed[n]?.signedUrl ?? '')).bytes.equals(object.bytes)).toBe(true);
    }
  });

  test('lets somebody without a session upload one object', async () => {
    const key = `guests/${randomBytes(6).toString('hex')}`;
    const { token } = must(await database.service.storage.from(BUCKET).createSignedUploadUrl(key));
    const guest = database.makeClient().storage.from(BUCKET);
    must(await guest.uploadToSignedUrl(key, token, 'hello'));
    expect(await must(await database.service.storage.from(BUCKET).download(key)).text()).toBe('hello');
    expect((await guest.uploadToSignedUrl(`${key}-other`, token, 'hello')).error).not.toBeNull();
  });
});

describe('policies on storage.objects', () => {
  test('keep other people and guests from reading, listing, signing, replacing and removing', async () => {
    const { key } = await upload();
    for (const stranger of [bob.client, database.makeClient()]) {
      const bucket = stranger.storage.from(BUCKET);
      expect((await bucket.download(key)).error).not.toBeNull();
      expect((await bucket.list(path.dirname(key))).data ?? []).toEqual([]);
      expect((await bucket.createSignedUrl(key, 60)).error).not.toBeNull();
      expect((await bucket.upload(key, 'mine', { upsert: true })).error).not.toBeNull();
      await bucket.remove([key]);
    }
    expect((await bucketOf(ada).download(key)).error).toBeNull();
  });

  test('keep an address without a signature shut, whatever it looks like', async () => {
    const { key } = await upload();
    const base = `${database.embedded.url}/storage/v1/object`;
    for (const kind of ['', '/public', '/authenticated', '/sign']) {
      const response = await fetch(`${base}${kind}/${BUCKET}/${key}`, { headers: { range: 'bytes=0-1' } });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect((await response.arrayBuffer()).byteLength).not.toBe(2);
    }
  });

  test('let only the service make buckets', async () => {
    expect((await ada.client.storage.createBucket('mine')).error).not.toBeNull();
    expect((await database.service.storage.createBucket('ours', { public: false })).error).toBeNull();
  });
});

test('a key cannot climb out of the folder of its bucket', async () => {
  const { service, embedded } = database;
  for (const key of ['../escaped', '../../escaped', 'a/../../../escaped', '..%2f..%2fescaped']) {
    await service.storage.from(BUCKET).upload(key, 'x');
    await fetch(`${embedded.url}/storage/v1/object/${BUCKET}/${encodeURIComponent(key)}`, {
      method: 'POST',
      headers: { apikey: embedded.secretKey, authorization: `Bearer ${embedded.secretKey}` },
      body: 'x',
    });
  }
  const outside = await fs.readdir(embedded.dataDir, { recursive: true }).catch(() => []);
  const escaped = outside.filter(
    (file) => file.includes('escaped') && !file.startsWith(`storage/${BUCKET}/`),
  );
  expect(escaped).toEqual([]);
});

test('no half-written files stay behind', async () => {
  await upload();
  await bucketOf(bob).upload(`${ada.id}/refused`, 'x');
  const files = await fs.readdir(path.join(database.embedded.dataDir, 'storage'), { recursive: true });
  expect(files.filter((file) => file.endsWith('.part'))).toEqual([]);
});
