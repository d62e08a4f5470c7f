import type { CommentChange, NewComment, ReplayComment } from '#core/replay-protocol.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import type { CommentsApi } from './comments-api.ts';

let made = 0;

/** A comment of the reader's at second ten, with what the test wants otherwise. */
export function buildComment(part: Partial<ReplayComment> = {}): ReplayComment {
  made++;
  const createdAt = new Date(1_700_000_000_000 + made * 1000).toISOString();
  return {
    id: crypto.randomUUID(),
    parentId: null,
    authorId: '00000000-0000-4000-8000-000000000001',
    authorName: 'Iris Interviewer',
    atMs: 10_000,
    position: 20,
    fileId: null,
    rangeStart: null,
    rangeEnd: null,
    body: 'Why a list here?',
    visibility: 'members',
    createdAt,
    updatedAt: createdAt,
    resolvedAt: null,
    isMine: true,
    ...part,
  };
}

/** Comments in memory. `refusal` makes every request fail with it. */
export class FakeComments implements CommentsApi {
  comments: ReplayComment[];
  refusal: ReplayRefusal | null = null;

  constructor(comments: ReplayComment[] = []) {
    this.comments = comments;
  }

  async list(): Promise<ReplayComment[]> {
    this.#answer();
    return this.comments;
  }

  async create(comment: NewComment): Promise<ReplayComment> {
    this.#answer();
    const one = buildComment(comment);
    this.comments = [...this.comments, one];
    return one;
  }

  async change(id: string, { isResolved, body, visibility }: CommentChange): Promise<ReplayComment> {
    this.#answer();
    const before = this.comments.find((one) => one.id === id);
    if (!before) throw new ReplayRefusal('not_found');
    const now = new Date().toISOString();
    const after: ReplayComment = {
      ...before,
      ...(body !== undefined && { body, updatedAt: now }),
      ...(visibility !== undefined && { visibility }),
      ...(isResolved !== undefined && { resolvedAt: isResolved ? now : null }),
    };
    this.comments = this.comments.map((one) => (one.id === id ? after : one));
    return after;
  }

  async remove(id: string): Promise<void> {
    this.#answer();
    this.comments = this.comments.filter((one) => one.id !== id && one.parentId !== id);
  }

  #answer(): void {
    if (this.refusal) throw this.refusal;
  }
}
