import { z } from 'zod';
import { errorCodeSchema } from './error-codes.ts';
import { languageIdSchema } from './languages.ts';
import { MAX_DOCUMENT_BYTES, MAX_FILES, MAX_RUN_INPUT } from './limits.ts';
import { verdictSchema, workspacePathSchema } from './sandbox-protocol.ts';

/**
 * What the page of a replay and the app say to each other below `/api/replay/<interview>`. Times are milliseconds since
 * the first frame of the tape unless they are dates; a position is a number of frames.
 */

/** One comment, in characters. Longer text belongs in the report. */
export const MAX_COMMENT_LENGTH = 4000;

/** `everyone`: people who came by a shared link see it as well. SQL repeats this list. */
export const COMMENT_VISIBILITIES = ['members', 'everyone'] as const;
export const commentVisibilitySchema = z.enum(COMMENT_VISIBILITIES);
export type CommentVisibility = z.infer<typeof commentVisibilitySchema>;

const momentSchema = z.number().int().min(0);
const offsetSchema = z.number().int().min(0);
const bodySchema = z
  .string()
  .trim()
  .min(1, 'Write something first.')
  .max(MAX_COMMENT_LENGTH, `A comment has at most ${MAX_COMMENT_LENGTH} characters.`);

/** A comment as its reader may see it. */
export const replayCommentSchema = z.object({
  id: z.uuid(),
  /** The comment that this one answers; answers have no answers. */
  parentId: z.uuid().nullable(),
  authorId: z.uuid().nullable(),
  authorName: z.string(),
  atMs: momentSchema,
  position: z.number().int().min(0),
  fileId: z.string().min(1).max(64).nullable(),
  /** UTF-16 offsets in that file as it is at this position. */
  rangeStart: offsetSchema.nullable(),
  rangeEnd: offsetSchema.nullable(),
  body: z.string(),
  visibility: commentVisibilitySchema,
  createdAt: z.string(),
  /** When its text was changed last; equal to `createdAt` before that. */
  updatedAt: z.string(),
  resolvedAt: z.string().nullable(),
  /** Whether the reader wrote it. */
  isMine: z.boolean(),
});
export type ReplayComment = z.infer<typeof replayCommentSchema>;

/** `GET /comments` */
export const commentListSchema = z.object({ comments: z.array(replayCommentSchema) });
/** Answer to `POST /comments` and `PATCH /comments/<id>`. `DELETE` answers 204 without a body. */
export const commentReplySchema = z.object({ comment: replayCommentSchema });

/** `POST /comments` */
export const newCommentSchema = z
  .object({
    parentId: z.uuid().nullable().default(null),
    atMs: momentSchema,
    position: z.number().int().min(0),
    fileId: z.string().min(1).max(64).nullable().default(null),
    rangeStart: offsetSchema.nullable().default(null),
    rangeEnd: offsetSchema.nullable().default(null),
    body: bodySchema,
    visibility: commentVisibilitySchema.default('members'),
  })
  .refine(
    ({ fileId, rangeStart, rangeEnd }) =>
      rangeStart === null
        ? rangeEnd === null
        : rangeEnd !== null && rangeEnd >= rangeStart && fileId !== null,
    'A place in the code has a file, a beginning and an end.',
  );
export type NewComment = z.infer<typeof newCommentSchema>;

/** `PATCH /comments/<id>`: what is left out stays. */
export const commentChangeSchema = z
  .object({
    body: bodySchema.optional(),
    visibility: commentVisibilitySchema.optional(),
    isResolved: z.boolean().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Nothing to change.');
export type CommentChange = z.infer<typeof commentChangeSchema>;

/** `POST /tests`. Answered with server-sent events, each event's data one `TestEvent`. */
export const forkTestSchema = z.object({
  language: languageIdSchema,
  /** Path of the file to start; one of `files`. */
  entry: workspacePathSchema,
  files: z
    .array(z.object({ path: workspacePathSchema, text: z.string().max(MAX_DOCUMENT_BYTES) }))
    .min(1)
    .max(MAX_FILES),
});
export type ForkTest = z.infer<typeof forkTestSchema>;

/** `POST /run`. Answered with server-sent events, each event's data one `RunEvent`. */
export const forkRunSchema = forkTestSchema.extend({ stdin: z.string().max(MAX_RUN_INPUT).default('') });
export type ForkRun = z.infer<typeof forkRunSchema>;

/** Why the tests were run at a moment: somebody ran the program or the tests there, or edited and then rested. */
export const CURVE_REASONS = ['run', 'tests', 'edit'] as const;

/** What came of the tests for the files as they were at one moment. */
export const curvePointSchema = z.object({
  position: z.number().int().min(0),
  atMs: momentSchema,
  reason: z.enum(CURVE_REASONS),
  /** Title of the question of the plan whose tests these are; null of the interview's own. */
  question: z.string().nullable(),
  passed: z.number().int().min(0),
  total: z.number().int().min(0),
  results: z.array(z.object({ index: z.number().int().min(0), name: z.string(), verdict: verdictSchema })),
});
export type CurvePoint = z.infer<typeof curvePointSchema>;

/** `GET /curve` answers with server-sent events; each event's data is one of these. `done` or `error` is always the last. */
export const curveEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    done: z.number().int().min(0),
    total: z.number().int().min(0),
  }),
  curvePointSchema.extend({ type: z.literal('point') }),
  z.object({ type: z.literal('done') }),
  /** The service could not do its work. Says nothing about the program. */
  z.object({ type: z.literal('error'), code: errorCodeSchema, message: z.string() }),
]);
export type CurveEvent = z.infer<typeof curveEventSchema>;

/** Longest label of a shared link, in characters. SQL repeats it. */
export const MAX_LINK_LABEL_LENGTH = 120;

/** How long a shared link may work, in days: a recording is not to lie open for ever. SQL repeats it. */
export const MAX_LINK_DAYS = 90;

/** A link to a replay, as members see it. Its secret is known only when it was just made. */
export const replayLinkSchema = z.object({
  id: z.uuid(),
  label: z.string(),
  createdAt: z.string(),
  /** Who made it; null when they have left. */
  createdByName: z.string().nullable(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  state: z.enum(['works', 'expired', 'revoked']),
});
export type ReplayLink = z.infer<typeof replayLinkSchema>;

/** `GET /links` */
export const linkListSchema = z.object({ links: z.array(replayLinkSchema) });

/** `POST /links` */
export const newLinkSchema = z.object({
  label: z.string().trim().max(MAX_LINK_LABEL_LENGTH).default(''),
  days: z.number().int().min(1).max(MAX_LINK_DAYS),
});
/** Answer to `POST /links`: the only time at which the address is told. `DELETE /links/<id>` answers 204. */
export const linkReplySchema = z.object({ link: replayLinkSchema, url: z.string() });

/** What somebody did with a replay. SQL repeats this list. */
export const VIEWED_THINGS = ['page', 'tape', 'download', 'fork', 'results'] as const;
export type ViewedThing = (typeof VIEWED_THINGS)[number];

/** Somebody looked at a replay. */
export const replayViewSchema = z.object({
  id: z.uuid(),
  what: z.enum(VIEWED_THINGS),
  at: z.string(),
  /** `gone`: an account that was deleted since. */
  kind: z.enum(['member', 'link', 'guest', 'gone']),
  /** Of the member or guest, or the link's label; may be empty. */
  name: z.string(),
});
export type ReplayView = z.infer<typeof replayViewSchema>;

/** `GET /views`: the newest first. */
export const viewListSchema = z.object({ views: z.array(replayViewSchema) });
