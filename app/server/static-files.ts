import fs from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler, type Response } from 'express';

const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/**
 * Serves the built browser files, in the compressed form made at build time where the browser takes it.
 * Names below `assets/` carry a hash of their content, so browsers may keep them for ever.
 */
export function staticFiles(directory: string): RequestHandler {
  const serve = express.static(directory, { index: false, redirect: false, setHeaders });
  return (request, response, next) => {
    const accepted = request.acceptsEncodings(['br', 'gzip']);
    const encoding = ENCODINGS.find(({ name }) => name === accepted);
    const pathname = safeDecode(request.path);
    if (encoding && pathname && (request.method === 'GET' || request.method === 'HEAD')) {
      const file = path.join(directory, pathname);
      if (file.startsWith(directory + path.sep) && fs.existsSync(file + encoding.suffix)) {
        response.set({ 'Content-Encoding': encoding.name, Vary: 'Accept-Encoding' });
        response.type(path.extname(pathname));
        request.url = request.url.replace(request.path, request.path + encoding.suffix);
      }
    }
    serve(request, response, (error?: unknown) => {
      // A page from before the last build asks for files that are gone. Rendering a page for each would be work for nothing.
      if (!error && request.path.startsWith('/assets/'))
        response.status(404).type('text').send('Not found\n');
      else next(error);
    });
  };
}

function setHeaders(response: Response, file: string): void {
  const isHashed = file.includes(`${path.sep}assets${path.sep}`);
  response.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
}

function safeDecode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null; // not a valid address: left to the handlers below, which answer 404
  }
}
