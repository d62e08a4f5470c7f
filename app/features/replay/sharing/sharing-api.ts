import type { z } from 'zod';
import {
  linkListSchema,
  linkReplySchema,
  type ReplayLink,
  type ReplayView,
  viewListSchema,
} from '#core/replay-protocol.ts';
import { requestReplay } from '../replay-requests.ts';

/** What the panel asks the app about one replay. Everything throws `ReplayRefusal` with words for people. */
export interface SharingApi {
  listLinks(): Promise<ReplayLink[]>;
  listViews(): Promise<ReplayView[]>;
  /** A new link, with its address, which is told only this once. */
  create(link: { label: string; days: number }): Promise<{ link: ReplayLink; url: string }>;
  revoke(linkId: string): Promise<void>;
}

export function makeSharingApi(interviewId: string): SharingApi {
  const at = (path: string) => `/api/replay/${interviewId}/${path}`;
  return {
    listLinks: async () => (await read(linkListSchema, at('links'))).links,
    listViews: async () => (await read(viewListSchema, at('views'))).views,
    create: async (body) =>
      linkReplySchema.parse(await (await requestReplay(at('links'), { method: 'POST', body })).json()),
    revoke: async (linkId) => void (await requestReplay(at(`links/${linkId}`), { method: 'DELETE' })),
  };
}

async function read<T>(schema: z.ZodType<T>, address: string): Promise<T> {
  return schema.parse(await (await requestReplay(address)).json());
}
