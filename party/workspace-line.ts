import type { ErrorCode } from '#core/error-codes.ts';
import { parseRefusal, type SandboxAddress } from '#core/sandbox-client.ts';
import {
  MAX_WORKSPACE_MESSAGE_BYTES,
  SANDBOX_WORKSPACES_PATH,
  type WorkspaceEvent,
  type WorkspaceRequest,
  workspaceEventSchema,
} from '#core/workspace-protocol.ts';
import type { Log } from './log.ts';
import { WORKSPACE_TIMEOUT } from './room-limits.ts';

/** An open line to the workspace of one interview. */
export interface WorkspaceLine {
  send(request: WorkspaceRequest): void;
  /** Closes it. Its listener hears nothing more. */
  close(): void;
}

export interface LineListener {
  onEvent(event: WorkspaceEvent): void;
  /** The line broke, or the other side closed it or spoke nonsense. Comes once, and nothing after it. */
  onClose(): void;
}

/** Opens a line, or says why there is none. Never throws. */
export type ConnectWorkspace = (
  interviewId: string,
  listener: LineListener,
) => Promise<WorkspaceLine | ErrorCode>;

/** Lines to a sandbox service at this address. */
export function connectWorkspaces({ url, token }: SandboxAddress, log: Log): ConnectWorkspace {
  return async (interviewId, listener) => {
    // not AbortSignal.timeout: it would also end a line that is open
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), WORKSPACE_TIMEOUT);
    try {
      const response = (await fetch(new URL(`${SANDBOX_WORKSPACES_PATH}/${interviewId}`, url), {
        headers: { upgrade: 'websocket', authorization: `Bearer ${token}` },
        signal: abort.signal,
      })) as UpgradeResponse;
      if (response.webSocket) return openLine(response.webSocket, listener, log);
      log.error('The sandbox refused a workspace.', { status: response.status });
      const code = parseRefusal(await response.text());
      return code === 'sandbox_busy' || code === 'too_large' ? code : 'terminal_unavailable';
    } catch (error) {
      log.error('The sandbox gives no workspace.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
      return 'terminal_unavailable';
    } finally {
      clearTimeout(timer);
    }
  };
}

/** A fetch that asks for an upgrade gives its socket here. The DOM's types do not have it. */
interface UpgradeResponse extends Response {
  webSocket?: AcceptedSocket | null;
}
interface AcceptedSocket extends WebSocket {
  accept(): void;
}

function openLine(socket: AcceptedSocket, listener: LineListener, log: Log): WorkspaceLine {
  let isOpen = true;
  const close = (code: number) => {
    isOpen = false;
    try {
      socket.close(code);
    } catch {
      // closed by the other side already, which is what was wanted
    }
  };
  const giveUp = () => {
    if (!isOpen) return;
    close(1011);
    listener.onClose();
  };
  socket.addEventListener('message', ({ data }) => {
    if (!isOpen) return;
    const event = typeof data === 'string' ? parseEvent(data) : null;
    if (event) {
      listener.onEvent(event);
      return;
    }
    log.error('The sandbox sent something about a workspace that is not in the protocol.');
    giveUp();
  });
  socket.addEventListener('close', giveUp);
  socket.addEventListener('error', giveUp);
  socket.accept();
  return {
    send: (request) => {
      if (!isOpen) return;
      try {
        socket.send(JSON.stringify(request));
      } catch {
        giveUp(); // the socket broke under us
      }
    },
    close: () => {
      if (isOpen) close(1000);
    },
  };
}

/** What the service says, or null when it is not in the protocol. */
function parseEvent(json: string): WorkspaceEvent | null {
  if (json.length > MAX_WORKSPACE_MESSAGE_BYTES) return null;
  try {
    const result = workspaceEventSchema.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null; // not JSON: the caller closes the line, which is all that can be done
  }
}
