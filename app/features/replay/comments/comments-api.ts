import {
  type CommentChange,
  commentListSchema,
  commentReplySchema,
  type NewComment,
  type ReplayComment,
} from '#core/replay-protocol.ts';
import { ReplayRefusal, requestReplay } from '../replay-requests.ts';

/** Comments of one replay, as the app keeps them. Everything throws `ReplayRefusal` when it says no. */
export interface CommentsApi {
  list(): Promise<ReplayComment[]>;
  create(comment: NewComment): Promise<ReplayComment>;
  change(id: string, change: CommentChange): Promise<ReplayComment>;
  /** `isParting`: sent while one leaves the page. */
  remove(id: string, options?: { isParting: boolean }): Promise<void>;
}

/** The comments of this interview's replay over HTTP. */
export function createCommentsApi(interviewId: string, fetcher: typeof fetch = fetch): CommentsApi {
  const address = `/api/replay/${interviewId}/comments`;
  const readOne = async (response: Response) =>
    readAnswer(async () => commentReplySchema.parse(await response.json()).comment);
  return {
    list: async () => {
      const response = await requestReplay(address, { fetcher });
      return readAnswer(async () => commentListSchema.parse(await response.json()).comments);
    },
    create: async (body) => readOne(await requestReplay(address, { method: 'POST', body, fetcher })),
    change: async (id, body) =>
      readOne(await requestReplay(`${address}/${id}`, { method: 'PATCH', body, fetcher })),
    remove: async (id, { isParting } = { isParting: false }) => {
      await requestReplay(`${address}/${id}`, { method: 'DELETE', isParting, fetcher });
    },
  };
}

async function readAnswer<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch {
    throw new ReplayRefusal('internal', 'The answer could not be read. Reload the page, then try again.');
  }
}
