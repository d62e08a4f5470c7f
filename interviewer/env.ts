import { z } from 'zod';
import { MAX_HELD_INTERVIEWS } from '#core/interviewer-service.ts';
import { MAX_RECORDED_CALLS } from '#core/recorder-service.ts';
import { modelSettings } from '#models/choose.ts';
import { speechSettings } from './voice/openai-speech.ts';

const url = z.url().transform((value) => value.replace(/\/$/, ''));

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

const schema = z.object({
  /** Where this process reaches the app and the room server. */
  APP_URL: url,
  APP_INTERNAL_URL: url.optional(),
  ROOM_URL: url,
  INTERVIEWER_SERVICE_TOKEN: z.string().min(16, 'Use at least 16 characters.'),
  /** Interviews that this process holds at once. */
  INTERVIEWER_CAPACITY: z.coerce.number().int().min(1).max(MAX_HELD_INTERVIEWS).default(20),
  ...modelSettings,
  ...speechSettings,
  /** What one interview may cost; above it the interviewer goes on without a model. */
  INTERVIEWER_MAX_TURNS: count(250),
  INTERVIEWER_MAX_TOKENS: count(1_500_000),
  INTERVIEWER_MAX_DOLLARS: z.coerce.number().min(0).default(5),
});
export type InterviewerEnv = z.infer<typeof schema>;

const recorderSchema = z.object({
  /** Where this process reaches the app. */
  APP_URL: url,
  APP_INTERNAL_URL: url.optional(),
  RECORDER_SERVICE_TOKEN: z.string().min(16, 'Use at least 16 characters.'),
  /** Folder in which what is not handed in yet lies. */
  INTERLACE_DATA: z.string().default('.data'),
  /** Calls that this process records at once. */
  RECORDER_CAPACITY: z.coerce.number().int().min(1).max(MAX_RECORDED_CALLS).default(16),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url.optional(),
  ...speechSettings,
});
export type RecorderEnv = z.infer<typeof recorderSchema>;

type Source = Readonly<Record<string, string | undefined>>;

/** The settings of the process that interviews. Throws with a line for each variable that is missing or wrong, never its value. */
export function readEnv(source: Source = process.env): InterviewerEnv {
  return read(schema, source, 'interviewer');
}

/** The settings of the process that records, likewise. */
export function readRecorderEnv(source: Source = process.env): RecorderEnv {
  return read(recorderSchema, source, 'recorder');
}

function read<T>(schema: z.ZodType<T>, source: Source, name: string): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The ${name} cannot start. Check these variables:\n${lines.join('\n')}`);
}
