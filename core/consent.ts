/**
 * What a guest agrees to before entering. The version is stored with the time of consent,
 * so that a changed text never passes for one that somebody read.
 */
export const CONSENT_VERSION = '2026-11-28.2';

export const CONSENT_POINTS = [
  'Everything typed in the shared files is recorded with its time and author, also what is deleted again, and whether it was typed, pasted, completed by the editor or written by an AI.',
  'Programs and tests that are run, what is typed into them, their output, and the chat are recorded.',
  'Everything typed in the shared terminal, and what it shows, is recorded with its time and author.',
  'Where the cursor stands, what is selected and which file is open are recorded, for everybody who can edit.',
  'Of candidates it is also recorded, as context for the interviewers: pastes into the files with their length, leaving the page and coming back, a second tab, and a connection that broke.',
  'Who enters and leaves is recorded, and what guests agreed to here and when.',
  'Interviewers can mark moments of the record to find them again.',
  'Interviewers and members of the hiring organisation can watch live and go through the record later.',
  'Everybody who is in the room or watching is shown by name at the top of the room.',
] as const;

/** What a guest agrees to beside it where an AI interviewer holds the interview. */
export const AI_CONSENT_POINTS = [
  'An AI interviewer holds this interview. It asks the questions and answers in the chat, and is labelled as AI wherever it acts.',
  'It reads what is typed in the files and in the chat, what programs print and how tests go. What it reads may be sent to the provider of its model.',
  'It writes down what it observes as drafts for the hiring organisation. It decides nothing: a person reviews the interview.',
] as const;

/** What a guest agrees to beside it where the candidate has an assistant. */
export const ASSISTANT_CONSENT_POINTS = [
  'The candidate may use an AI assistant. What they ask it, what it answers, and which of its edits they accept or reject are recorded, and everybody in the room sees them. Accepted text is marked as written by AI.',
  'The files chosen for a question, the last run and the question of the interview go with it, and may be sent to the provider of the assistant’s model.',
] as const;

/** What a guest is told beside it where the call is recorded. Their own voice is a question of its own. */
export const CALL_CONSENT_POINTS = [
  'The call is recorded: the voices of those who agree, and of the organisation’s members, are kept with the recording and written down. Pictures and shared screens are not recorded.',
  'Members of the hiring organisation can hear the voices and read the words later. They are deleted with the recording. To be written down, voices may be sent to the provider of a speech model.',
  'You can say no to the recording of your voice: nothing of it is kept or written down, and the interview goes on without. Where the candidate says no, nobody’s voice is recorded.',
] as const;

/** Who else than people takes part in an interview, and what else is recorded. */
export interface ConsentFacts {
  isHeldByAi: boolean;
  allowsAssistant: boolean;
  /** There is a call, and voices in it are recorded. */
  recordsCall: boolean;
}

/** The text for an interview with these, and its version: each combination is a text of its own. */
export function consentFor({ isHeldByAi, allowsAssistant, recordsCall }: ConsentFacts): {
  version: string;
  points: string[];
} {
  return {
    version: `${CONSENT_VERSION}${isHeldByAi ? '-ai' : ''}${allowsAssistant ? '-assistant' : ''}${recordsCall ? '-call' : ''}`,
    points: [
      ...(isHeldByAi ? AI_CONSENT_POINTS : []),
      ...(allowsAssistant ? ASSISTANT_CONSENT_POINTS : []),
      ...(recordsCall ? CALL_CONSENT_POINTS : []),
      ...CONSENT_POINTS,
    ],
  };
}
