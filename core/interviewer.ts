import { z } from 'zod';
import { MAX_CHAT_LENGTH } from './limits.ts';

/** The AI interviewer, as the room, the app, its own process and the pages must agree on it. */

/** Where a conversation is. It only goes forward, but for `probe`, from which the next question may be asked. */
export const INTERVIEWER_PHASES = ['greet', 'consent', 'question', 'probe', 'wrap', 'over'] as const;
export const interviewerPhaseSchema = z.enum(INTERVIEWER_PHASES);
export type InterviewerPhase = z.infer<typeof interviewerPhaseSchema>;

/** What thinks: Claude, a model behind an OpenAI-compatible endpoint, or the interviewer without a model. */
export const MIND_KINDS = ['claude', 'openai', 'scripted'] as const;
export const mindSchema = z.object({
  kind: z.enum(MIND_KINDS),
  /** For people: the model's name, or that there is none. */
  label: z.string().max(80),
});
export type Mind = z.infer<typeof mindSchema>;
export type MindKind = Mind['kind'];

/** What an organisation may choose for an interview: `auto` is the best mind that has a key. SQL repeats this list. */
export const MIND_CHOICES = ['auto', ...MIND_KINDS] as const;
export const mindChoiceSchema = z.enum(MIND_CHOICES);
export type MindChoice = z.infer<typeof mindChoiceSchema>;

/**
 * `listening`: the candidate speaks in the call. `transcribing`: what they said takes longer than usual to be made out.
 * `slow`: it thinks for longer than people like to wait without a word. `away`: its process is gone, and another one comes.
 */
export const INTERVIEWER_ACTIVITIES = [
  'quiet',
  'listening',
  'transcribing',
  'thinking',
  'slow',
  'writing',
  'speaking',
  'away',
] as const;
export const interviewerActivitySchema = z.enum(INTERVIEWER_ACTIVITIES);
export type InterviewerActivity = z.infer<typeof interviewerActivitySchema>;

/** Somebody has taken the floor from the AI interviewer. */
export const floorHoldSchema = z.object({
  participantId: z.uuid(),
  byName: z.string(),
  /** Server time. */
  at: z.number(),
  /** Whether they interview themselves meanwhile, or only keep it quiet. */
  takesOver: z.boolean(),
});
export type FloorHold = z.infer<typeof floorHoldSchema>;

/** What works of the AI interviewer's ear and voice. */
export const sensesSchema = z.object({ hears: z.boolean(), speaks: z.boolean() });
export type Senses = z.infer<typeof sensesSchema>;

/** The AI interviewer of a room, as everybody in it knows it. */
export const interviewerStateSchema = z.object({
  participantId: z.uuid(),
  mind: mindSchema,
  phase: interviewerPhaseSchema,
  activity: interviewerActivitySchema,
  /** Null where it is not in a call: it writes, and reads what is written. */
  senses: sensesSchema.nullable().default(null),
  hold: floorHoldSchema.nullable(),
});
export type InterviewerState = z.infer<typeof interviewerStateSchema>;

/** Why a mind could not answer as it should. */
export const MIND_TROUBLES = [
  'unreachable',
  'slow',
  'rate-limited',
  'unauthorised',
  'declined',
  'nonsense',
  'too-long',
  'over-budget',
  'keeps-failing',
] as const;
export const mindTroubleSchema = z.enum(MIND_TROUBLES);
export type MindTrouble = z.infer<typeof mindTroubleSchema>;

/** Longest observation, in characters: a sentence or two that a panel reads. */
export const MAX_OBSERVATION_LENGTH = 600;
/** Longest argument of a tool that is written down, in characters. */
export const MAX_STEP_ARGUMENT = 400;
/** What the interviewer remembers between two processes, as JSON in characters. The room keeps it and hands it back. */
export const MAX_INTERVIEWER_MEMORY = 64 * 1024;
/** Steps that are told to the room in one message. */
export const MAX_STEPS_AT_ONCE = 20;
/** One piece of an answer that is still being written, in characters. */
export const MAX_CHAT_PART = MAX_CHAT_LENGTH;

/** Something that the AI interviewer decided or noticed. On the tape; in the room only those who interview hear of it. */
export const interviewerStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('phase'), phase: interviewerPhaseSchema, questionId: z.uuid().nullable() }),
  z.object({
    step: z.literal('tool'),
    tool: z.string().max(40),
    argument: z.string().max(MAX_STEP_ARGUMENT),
    isRefused: z.boolean(),
  }),
  /** A draft for the panel, with the words or lines that it rests on. */
  z.object({
    step: z.literal('observation'),
    id: z.uuid(),
    questionId: z.uuid().nullable(),
    criterion: z.string().max(40).nullable(),
    text: z.string().min(1).max(MAX_OBSERVATION_LENGTH),
    /** Words of the conversation or of a file that show it, as they stood at that moment. */
    quote: z.string().max(MAX_OBSERVATION_LENGTH),
  }),
  z.object({ step: z.literal('mind'), mind: mindSchema, reason: mindTroubleSchema.nullable() }),
  z.object({ step: z.literal('trouble'), trouble: mindTroubleSchema }),
  /** Another process went on where one had stopped in the middle. */
  z.object({ step: z.literal('cut-off') }),
]);
export type InterviewerStep = z.infer<typeof interviewerStepSchema>;

/** What the tape says of an AI interviewer: its own steps, and who took the floor from it. */
export const interviewerFrameSchema = z.discriminatedUnion('step', [
  ...interviewerStepSchema.options,
  z.object({ step: z.literal('held'), byName: z.string(), takesOver: z.boolean() }),
  z.object({ step: z.literal('handed-back'), byName: z.string() }),
]);
export type InterviewerFrame = z.infer<typeof interviewerFrameSchema>;

const PHASE_WORDS: Record<InterviewerPhase, string> = {
  greet: 'greets',
  consent: 'asks whether to begin',
  question: 'lets the candidate work on a question',
  probe: 'asks about the answer',
  wrap: 'comes to the end',
  over: 'has finished',
};

const TROUBLE_WORDS: Record<MindTrouble, string> = {
  unreachable: 'the model did not answer',
  slow: 'the model took too long',
  'rate-limited': 'the model’s provider limits how often it is asked',
  unauthorised: 'the key of the model’s provider is missing or wrong',
  declined: 'the model declined to answer',
  nonsense: 'the model asked for something that does not exist',
  'too-long': 'the conversation had become too long for the model',
  'over-budget': 'the interview’s budget for the model is used up',
  'keeps-failing': 'the model failed three times in a row',
};

/** What stands on the tape about an AI interviewer, in words that follow its name. */
export function describeInterviewerFrame(frame: InterviewerFrame): string {
  switch (frame.step) {
    case 'phase':
      return PHASE_WORDS[frame.phase];
    case 'tool':
      return `${frame.isRefused ? 'wanted to use' : 'used'} ${frame.tool}`;
    case 'observation':
      return `noticed: ${frame.text}`;
    case 'mind':
      return frame.reason
        ? `goes on as ${frame.mind.label}: ${TROUBLE_WORDS[frame.reason]}`
        : `is ${frame.mind.label}`;
    case 'trouble':
      return `had trouble: ${TROUBLE_WORDS[frame.trouble]}`;
    case 'cut-off':
      return 'was cut off and came back';
    case 'held':
      return frame.takesOver ? 'took over from the AI interviewer' : 'asked the AI interviewer to wait';
    case 'handed-back':
      return 'handed back to the AI interviewer';
  }
}
