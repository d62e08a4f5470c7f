import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { MAX_WORKSPACE_MESSAGE_BYTES, SANDBOX_WORKSPACES_PATH } from '#core/workspace-protocol.ts';
import type { Detection } from '../languages/language.ts';
import type { Log } from '../log.ts';
import type { IdleLimits } from '../terminal/idle.ts';
import { findToolchains, Shells } from '../terminal/shells.ts';
import type { TerminalIsolation } from '../terminal-isolation.ts';
import { Archives } from '../volumes/archives.ts';
import { openDirectoryStore } from '../volumes/directory-store.ts';
import { openImageStore } from '../volumes/image-store.ts';
import { VolumeLocks } from '../volumes/volume-lock.ts';
import { Volumes } from '../volumes/volumes.ts';
import { openLine } from './line.ts';
import { routeVolumes } from './volume-routes.ts';
import { Workspace } from './workspace.ts';

export interface WorkspacesOptions {
  isolation: TerminalIsolation;
  languages: readonly Detection[];
  /** Name of this running service. */
  instance: string;
  /** Directory of this service's state, which stays. */
  stateDir: string;
  /** Directory of this instance alone, which goes with it; sandboxes' users can walk there. */
  instanceDir: string;
  searchPath: readonly string[];
  log: Log;
  /** For tests, which cannot wait for minutes. */
  limits?: { idle?: IdleLimits; volumeIdleMs?: number; maxTerminals?: number };
}

export interface Workspaces {
  /** Answers requests about volumes and archives, already authorised. False when the path is another's. */
  route(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes a room's line, already authorised. False when the path is another's: the socket is untouched then. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** What it holds right now. */
  stats(): { lines: number; terminals: number; volumes: number };
  /** For an operator. Nothing secret. */
  describe(): Record<string, string | number | boolean>;
  /** Ends all terminals and lines. The workspaces stay. */
  close(): Promise<void>;
}

const LINE_PATH = new RegExp(`^${SANDBOX_WORKSPACES_PATH}/([^/?]+)(?:\\?|$)`);

/** Everything about workspaces that live: volumes, the terminal, and the rooms' lines to both. */
export async function openWorkspaces(options: WorkspacesOptions): Promise<Workspaces> {
  const { isolation, instance, stateDir, instanceDir, searchPath, log, limits = {} } = options;
  const volumesDir = join(stateDir, 'volumes');
  const images = await openImageStore({
    imagesDir: volumesDir,
    mountsDir: join(instanceDir, 'volumes'),
    searchPath,
  });
  // Plain directories lie where sandboxes' users can walk, which the state directory need not be.
  const store = images ?? openDirectoryStore(join(dirname(instanceDir), 'volumes'));
  const userIds = {
    claim: () => isolation.claimUserId(),
    release: (uid: number) => isolation.releaseUserId(uid),
  };
  const locks = new VolumeLocks(join(volumesDir, 'locks'), instance);
  const onTrouble = (error: Error) =>
    log.error('workspace', 'A workspace could not be unmounted', { reason: error.message });
  const volumes = new Volumes({
    store,
    locks,
    userIds,
    onTrouble,
    ...optional('idleMs', limits.volumeIdleMs),
  });
  const archives = new Archives(join(stateDir, 'archives'), instance);
  const shells = new Shells({
    isolation,
    toolchains: findToolchains(options.languages),
    ...optional('maxTerminals', limits.maxTerminals),
    ...optional('idleLimits', limits.idle),
  });
  const workspaces = new Map<string, Workspace>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_WORKSPACE_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  function getWorkspace(id: string): Workspace {
    const found = workspaces.get(id);
    if (found) return found;
    const workspace = new Workspace(id, { volumes, archives, shells, log }, () => {
      if (workspaces.get(id) === workspace) workspaces.delete(id);
    });
    workspaces.set(id, workspace);
    return workspace;
  }

  return {
    route: (request, response) => routeVolumes({ volumes, archives, getWorkspace }, request, response),
    upgrade: (request, socket, head) => {
      const id = LINE_PATH.exec(request.url ?? '')?.[1];
      if (id === undefined) return false;
      if (!z.uuid().safeParse(id).success) {
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return true;
      }
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const workspace = getWorkspace(id);
        const line = openLine(webSocket, {
          onRequest: (from, message) => workspace.handle(from, message),
          onClose: (from) => workspace.disconnect(from),
        });
        workspace.connect(line);
      });
      return true;
    },
    stats: () => ({
      lines: [...workspaces.values()].filter((workspace) => workspace.hasLine).length,
      terminals: shells.running,
      volumes: volumes.attached,
    }),
    describe: () => ({ volumesBoundedByDisk: store.isBounded }),
    close: async () => {
      await Promise.all([...workspaces.values()].map((workspace) => workspace.close()));
      sockets.close();
      await volumes.close();
    },
  };
}

/** An option that is left out when it is not given, as exact optional types want it. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}
