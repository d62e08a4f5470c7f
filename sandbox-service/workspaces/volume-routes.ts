import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ErrorCode } from '#core/error-codes.ts';
import {
  type Archive,
  restoreRequestSchema,
  SANDBOX_ARCHIVES_PATH,
  SANDBOX_VOLUMES_PATH,
  sha256Schema,
  type Volume,
} from '#core/workspace-protocol.ts';
import { SandboxTrouble } from '../driver.ts';
import { refuse, sendJson } from '../edge/answers.ts';
import { readRequest } from '../edge/http.ts';
import type { Archives } from '../volumes/archives.ts';
import { ArchiveError } from '../volumes/unpack.ts';
import type { Volumes } from '../volumes/volumes.ts';
import type { Workspace } from './workspace.ts';

export interface VolumeRoutesOptions {
  volumes: Volumes;
  archives: Archives;
  /** The workspace of an interview, whether it is in use or not. */
  getWorkspace(id: string): Workspace;
}

const VOLUME_PATH = new RegExp(`^${SANDBOX_VOLUMES_PATH}/([^/]+)(?:/([^/]+))?$`);
const ARCHIVE_PATH = new RegExp(`^${SANDBOX_ARCHIVES_PATH}/([^/]+)$`);

const NO_VOLUME = 'This interview has no workspace.';
const NO_ARCHIVE = 'There is no such snapshot or archive.';

/** Answers what is asked about volumes and archives. False when the path is another's. */
export async function routeVolumes(
  options: VolumeRoutesOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const archive = ARCHIVE_PATH.exec(path)?.[1];
  const [, id, action = ''] = VOLUME_PATH.exec(path) ?? [];
  if (archive === undefined && id === undefined) return false;
  try {
    if (archive !== undefined) await sendArchive(options, archive, request, response);
    else if (id !== undefined) await routeVolume(options, { id, action }, request, response);
  } catch (error) {
    if (error instanceof ArchiveError) refuse(response, 'bad_request', error.message);
    else if (error instanceof SandboxTrouble) refuse(response, 'sandbox_unavailable', error.message);
    else throw error;
  }
  return true;
}

async function routeVolume(
  { volumes, archives, getWorkspace }: VolumeRoutesOptions,
  { id, action }: { id: string; action: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!z.uuid().safeParse(id).success) return refuse(response, 'bad_request', 'An interview id is a UUID.');
  const method = `${request.method} ${action}`.trim();
  if (method === 'PUT') return sendJson(response, 200, await getWorkspace(id).resume());
  if (method === 'GET snapshots') return sendJson(response, 200, { snapshots: archives.listSnapshots(id) });
  if (method === 'POST restore') {
    const body = await readRequest(restoreRequestSchema, request, response);
    if (!body) return;
    const restored = await getWorkspace(id).restore(body.sha256);
    if (typeof restored === 'string') return refuse(response, restored, NO_ARCHIVE);
    return sendJson(response, 200, restored);
  }
  if (!KNOWN.has(method)) return refuse(response, 'not_found');
  if (!volumes.exists(id)) return refuse(response, 'not_found', NO_VOLUME);
  if (method !== 'DELETE') {
    const answer = await ask(getWorkspace(id), method);
    if (typeof answer === 'string') return refuse(response, answer, REFUSALS[answer]);
    return sendJson(response, 200, answer);
  }
  await getWorkspace(id).remove();
  response.writeHead(204).end();
}

function ask(workspace: Workspace, method: string): Promise<Volume | Archive | ErrorCode> {
  if (method === 'GET') return workspace.measure();
  return method === 'POST archive' ? workspace.archive() : workspace.takeSnapshot();
}

const REFUSALS: Partial<Record<ErrorCode, string>> = {
  not_found: NO_VOLUME,
  too_many_requests: 'This workspace has as many snapshots as it may have.',
};

const KNOWN = new Set(['GET', 'DELETE', 'POST archive', 'POST snapshots']);

async function sendArchive(
  { archives }: VolumeRoutesOptions,
  sha256: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = sha256Schema.safeParse(sha256).success ? archives.find(sha256) : null;
  if (!path || request.method !== 'GET') return refuse(response, 'not_found', NO_ARCHIVE);
  response.writeHead(200, { 'content-type': 'application/gzip', 'content-length': statSync(path).size });
  await pipeline(createReadStream(path), response).catch(() => response.destroy());
}
