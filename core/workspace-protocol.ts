import { z } from 'zod';
import { errorCodeSchema } from './error-codes.ts';
import { MAX_DOCUMENT_BYTES, MAX_FILES, MAX_RUN_INPUT, TERMINAL_SIZE } from './limits.ts';
import { workspacePathSchema } from './sandbox-protocol.ts';

/**
 * The line between a room and its interview's workspace: a WebSocket `/v1/workspaces/<interviewId>` with the service
 * token, opened by the room; each message is one JSON text. The document is the truth for the files it has: the room
 * sends them on connecting, and each change later. What programs change comes back as `changed`.
 */
export const SANDBOX_WORKSPACES_PATH = '/v1/workspaces';

/** One message on the line, either way: all of a document as JSON, which writes some characters as six. `changed` is split above it. */
export const MAX_WORKSPACE_MESSAGE_BYTES = 16 * 1024 * 1024;

/**
 * `PUT /v1/volumes/<interviewId>` makes or resumes a workspace and tells its state; `GET` tells it; `DELETE` removes it.
 * `POST .../snapshots` takes one, `GET .../snapshots` lists them, `POST .../restore` (a `RestoreRequest`) goes back,
 * `POST .../archive` packs it. `GET /v1/archives/<sha256>` gives the archive.
 */
export const SANDBOX_VOLUMES_PATH = '/v1/volumes';
export const SANDBOX_ARCHIVES_PATH = '/v1/archives';

export const terminalSizeSchema = z.object({
  columns: z.number().int().min(TERMINAL_SIZE.minColumns).max(TERMINAL_SIZE.maxColumns),
  rows: z.number().int().min(TERMINAL_SIZE.minRows).max(TERMINAL_SIZE.maxRows),
});
export type TerminalSize = z.infer<typeof terminalSizeSchema>;

const sharedFileSchema = z.object({ path: workspacePathSchema, text: z.string().max(MAX_DOCUMENT_BYTES) });

/** What the room sends. */
export const workspaceRequestSchema = z.discriminatedUnion('type', [
  /** First message: all files of the document. Files of the workspace that the document lacks come back as `changed`. */
  z.object({ type: z.literal('open'), files: z.array(sharedFileSchema).max(MAX_FILES) }),
  z.object({ type: z.literal('write'), files: z.array(sharedFileSchema).min(1).max(MAX_FILES) }),
  z.object({ type: z.literal('remove'), paths: z.array(workspacePathSchema).min(1).max(MAX_FILES) }),
  /** Starts the shell, or does nothing but resize when it runs. */
  z.object({ type: z.literal('terminal-open'), size: terminalSizeSchema }),
  z.object({ type: z.literal('terminal-input'), data: z.string().max(MAX_RUN_INPUT) }),
  z.object({ type: z.literal('terminal-resize'), size: terminalSizeSchema }),
  z.object({ type: z.literal('terminal-close') }),
  /** Output up to this offset has been taken: the service sends at most `TERMINAL_WINDOW` characters beyond it. */
  z.object({ type: z.literal('terminal-taken'), offset: z.number().int().min(0) }),
]);
export type WorkspaceRequest = z.infer<typeof workspaceRequestSchema>;

/** Terminal output on its way that the room has not taken yet, in characters. */
export const TERMINAL_WINDOW = 512 * 1024;

/** Why a file of the workspace is not in the document. */
export const LEFT_OUT_REASONS = ['binary', 'too_large', 'too_many', 'bad_name', 'not_a_file'] as const;
export const leftOutSchema = z.object({ path: z.string().max(4096), reason: z.enum(LEFT_OUT_REASONS) });
export type LeftOut = z.infer<typeof leftOutSchema>;

/** What the service sends. */
export const workspaceEventSchema = z.discriminatedUnion('type', [
  /**
   * The workspace is there. `terminal` is what its screen showed, null when no shell runs; `offset` counts the
   * characters of output before this scrollback, since the shell started.
   */
  z.object({
    type: z.literal('ready'),
    terminal: z
      .object({ size: terminalSizeSchema, scrollback: z.string(), offset: z.number().int().min(0) })
      .nullable(),
  }),
  /** Files that programs wrote or removed since the last message, never what the room itself sent. */
  z.object({
    type: z.literal('changed'),
    written: z.array(sharedFileSchema).max(MAX_FILES),
    removed: z.array(workspacePathSchema).max(MAX_FILES),
    leftOut: z.array(leftOutSchema).max(MAX_FILES),
    /**
     * How many messages about files (`open`, `write`, `remove`) of this line the service had carried out when it saw
     * this. Where the room has sent more about the same path since, the two crossed, and the room's stands.
     */
    seen: z.number().int().min(0),
  }),
  z.object({ type: z.literal('terminal-opened'), size: terminalSizeSchema }),
  /** `offset`: characters of output before this, since the shell started. */
  z.object({ type: z.literal('terminal-output'), offset: z.number().int().min(0), data: z.string() }),
  z.object({ type: z.literal('terminal-closed'), exitCode: z.number().int().nullable() }),
  /** Something asked for could not be done; the line stays up unless it closes. */
  z.object({ type: z.literal('trouble'), code: errorCodeSchema, message: z.string() }),
]);
export type WorkspaceEvent = z.infer<typeof workspaceEventSchema>;

/** A workspace's state. */
export const volumeSchema = z.object({
  interviewId: z.uuid(),
  bytes: z.number().min(0),
  files: z.number().int().min(0),
  limitBytes: z.number(),
  limitFiles: z.number().int(),
  /** Whether the file system itself holds the limits, or only a look every moment. */
  isBounded: z.boolean(),
});
export type Volume = z.infer<typeof volumeSchema>;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A snapshot or an archive: a tar.gz, named by its content. */
export const archiveSchema = z.object({
  sha256: sha256Schema,
  bytes: z.number().int().min(0),
  files: z.number().int().min(0),
  /** Milliseconds since 1970. */
  at: z.number(),
});
export type Archive = z.infer<typeof archiveSchema>;

export const restoreRequestSchema = z.object({ sha256: sha256Schema });
