import type { DirStorage } from './dir-storage.ts';
import { readBody, reply, withBody } from './replies.ts';

type Handler = (request: Request) => Promise<Response>;

/** Objects that one listing looks at; lite lists flat, and folders are made of what it found. */
const MAX_LISTED = 10_000;
const DEFAULT_LIST_LIMIT = 100;
/** Addresses that one request may ask for; each costs a query. */
const MAX_SIGNED = 500;

/** Corrects what lite 0.10.0 answers differently from hosted Supabase under `/storage/v1`; all else passes to `next`. */
export function createStorageShim(storage: DirStorage, next: Handler): Handler {
  /** lite says `signedUrl` where storage-js reads `signedURL` or `url`, relative to `/storage/v1`. */
  async function sign(request: Request, path: string): Promise<Response> {
    const response = await next(request);
    if (!response.ok) return response;
    const body: unknown = await response.json();
    const key = path.startsWith('/object/upload/sign/') ? 'url' : 'signedURL';
    return reply({ ...(body as object), [key]: getSignedUrl(body) });
  }

  /** lite's route for several objects stands behind one that takes its requests for an object without a name. */
  async function signMany(request: Request, url: URL): Promise<Response> {
    const { paths, expiresIn } = await readBody(request);
    if (!Array.isArray(paths))
      return reply({ statusCode: '400', error: 'Bad Request', message: 'paths is missing' }, 400);
    const signed = [];
    for (const path of paths.slice(0, MAX_SIGNED).map(String)) {
      const address = `${url.href.replace(/\/$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
      const one = new Request(address, { method: 'POST', headers: request.headers });
      const response = await next(withBody(one, { expiresIn }));
      const signedURL = response.ok ? getSignedUrl(await response.json()) : null;
      signed.push({
        path,
        signedURL,
        error: signedURL ? null : 'Either the object does not exist or you do not have access to it',
      });
    }
    return reply(signed);
  }

  async function list(request: Request): Promise<Response> {
    const body = await readBody(request);
    const prefix = typeof body.prefix === 'string' && body.prefix ? body.prefix.replace(/\/?$/, '/') : '';
    const response = await next(withBody(request, { ...body, prefix, limit: MAX_LISTED, offset: 0 }));
    if (!response.ok) return response;
    const entries = foldFolders((await response.json()) as Listed[], prefix);
    const offset = Number(body.offset ?? 0);
    return reply(entries.slice(offset, offset + Number(body.limit ?? DEFAULT_LIST_LIMIT)));
  }

  async function info(request: Request): Promise<Response> {
    const response = await next(request);
    if (!response.ok) return response;
    const body = (await response.json()) as { metadata?: Record<string, unknown> };
    const { size, mimetype, cacheControl, eTag, lastModified } = body.metadata ?? {};
    return reply({
      ...body,
      size,
      content_type: mimetype,
      cache_control: cacheControl,
      etag: eTag,
      last_modified: lastModified,
    });
  }

  /** lite ignores `Range` and `download`. It still decides who may read; the bytes then come from the folder. */
  async function download(request: Request, url: URL, path: string): Promise<Response> {
    const response = await next(request);
    const range = request.headers.get('range');
    const asFile = url.searchParams.get('download');
    if (response.status !== 200 || (range === null && asFile === null)) return response;
    const object = parseObjectPath(path);
    if (!object) return response;
    const headers = new Headers(response.headers);
    headers.set('accept-ranges', 'bytes');
    if (asFile !== null) {
      const name = asFile || object.key.slice(object.key.lastIndexOf('/') + 1);
      headers.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    }
    if (range === null) return new Response(response.body, { status: 200, headers });
    await response.body?.cancel();
    const { size } = await storage.headObject(object.bucket, object.key);
    const wanted = parseRange(range, size);
    if (!wanted) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
    headers.set('content-range', `bytes ${wanted.start}-${wanted.end}/${size}`);
    headers.set('content-length', String(wanted.end - wanted.start + 1));
    const body = storage.openRange(object.bucket, object.key, wanted) as unknown as BodyInit;
    return new Response(body, { status: 206, headers });
  }

  return async (request) => {
    const url = new URL(request.url);
    const path = url.pathname.slice('/storage/v1'.length);
    if (request.method === 'POST' && /^\/object\/sign\/[^/]+\/?$/.test(path)) return signMany(request, url);
    if (request.method === 'POST' && /^\/object\/(upload\/)?sign\//.test(path)) return sign(request, path);
    if (request.method === 'POST' && path.startsWith('/object/list/')) return list(request);
    if (request.method === 'GET' && path.startsWith('/object/info/')) return info(request);
    if (request.method === 'GET' && path.startsWith('/object/')) return download(request, url, path);
    return next(request);
  };
}

interface Listed {
  name: string;
}

/** Objects directly below the prefix, and one entry without id for each folder. */
function foldFolders(objects: Listed[], prefix: string): unknown[] {
  const entries = new Map<string, unknown>();
  for (const object of objects) {
    const rest = object.name.slice(prefix.length);
    const slash = rest.indexOf('/');
    if (slash < 0) {
      entries.set(rest, { ...object, name: rest });
    } else {
      const name = rest.slice(0, slash);
      const folder = { id: null, updated_at: null, created_at: null, last_accessed_at: null, metadata: null };
      if (!entries.has(name)) entries.set(name, { name, ...folder });
    }
  }
  return [...entries.values()];
}

function getSignedUrl(body: unknown): string | null {
  const { signedUrl, signedURL, url } = (body ?? {}) as Record<string, unknown>;
  const address = signedURL ?? signedUrl ?? url;
  return typeof address === 'string' ? address.replace(/^\/storage\/v1/, '') : null;
}

/** `/object/<bucket>/<key>`, also behind `public`, `sign` and `authenticated`. */
function parseObjectPath(path: string): { bucket: string; key: string } | null {
  const [, bucket, key] = /^\/object\/(?:public\/|sign\/|authenticated\/)?([^/]+)\/(.+)$/.exec(path) ?? [];
  return bucket && key ? { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) } : null;
}

/** One byte range as browsers ask for it, both ends included, or null when it lies outside the object. */
export function parseRange(header: string, size: number): { start: number; end: number } | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end ? { start, end } : null;
}
