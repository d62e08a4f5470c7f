import type { z } from 'zod';
import {
  type GuidedQuestion,
  guidedQuestionListSchema,
  type InterviewNote,
  type MarkChange,
  markListSchema,
  type NewNote,
  type NoteChange,
  noteListSchema,
  noteReplySchema,
  type RubricMark,
} from '#core/panel-protocol.ts';

/** Why the app did not do what was asked, in words for whoever asked. */
export class PanelRefusal extends Error {}

/** What the app keeps for those who hold an interview. Everything throws `PanelRefusal` when it says no. */
export interface PanelApi {
  questions(): Promise<GuidedQuestion[]>;
  notes(): Promise<InterviewNote[]>;
  marks(): Promise<RubricMark[]>;
  write(note: NewNote): Promise<InterviewNote>;
  change(id: string, change: NoteChange): Promise<InterviewNote>;
  remove(id: string): Promise<void>;
  /** Answers with all marks that may be seen then. */
  mark(change: MarkChange): Promise<RubricMark[]>;
}

/** The panel of this interview over HTTP. */
export function createPanelApi(interviewId: string, fetcher: typeof fetch = fetch): PanelApi {
  const address = `/api/panel/${interviewId}`;
  const request = async (path: string, method = 'GET', body?: unknown): Promise<Response> => {
    const response = await fetcher(`${address}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    }).catch(() => {
      throw new PanelRefusal('The app does not answer. Try again in a moment.');
    });
    if (response.ok) return response;
    const answer = await response.json().catch(() => null);
    const said = answer?.error?.message;
    throw new PanelRefusal(typeof said === 'string' ? said : `The app answered ${response.status}.`);
  };
  const read = async <T extends z.ZodType>(schema: T, response: Response): Promise<z.output<T>> => {
    const result = schema.safeParse(await response.json().catch(() => null));
    if (result.success) return result.data;
    throw new PanelRefusal('The answer could not be read. Reload the page, then try again.');
  };
  return {
    questions: async () => (await read(guidedQuestionListSchema, await request('/questions'))).questions,
    notes: async () => (await read(noteListSchema, await request('/notes'))).notes,
    marks: async () => (await read(markListSchema, await request('/marks'))).marks,
    write: async (note) => (await read(noteReplySchema, await request('/notes', 'POST', note))).note,
    change: async (id, change) =>
      (await read(noteReplySchema, await request(`/notes/${id}`, 'PATCH', change))).note,
    remove: async (id) => {
      await request(`/notes/${id}`, 'DELETE');
    },
    mark: async (change) => (await read(markListSchema, await request('/marks', 'POST', change))).marks,
  };
}
