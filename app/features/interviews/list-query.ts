import { z } from 'zod';

export const SHOWN = ['all', 'open', 'ended'] as const;
export const SORTS = ['scheduled', 'created', 'title', 'candidate', 'status'] as const;

/** What the list of interviews shows, as it stands in the address. Anything unknown reads as the default. */
export const listQuerySchema = z.object({
  q: z.string().trim().max(100).catch(''),
  show: z.enum(SHOWN).catch('all'),
  sort: z.enum(SORTS).catch('created'),
  order: z.enum(['asc', 'desc']).catch('desc'),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

/** Reads the query of an address. */
export function parseListQuery(search: URLSearchParams): ListQuery {
  return listQuerySchema.parse(Object.fromEntries(search));
}

/** The address of the list with some of it changed; defaults are left out. */
export function listPath(query: ListQuery, change: Partial<ListQuery>): string {
  const merged = { ...query, ...change };
  const search = new URLSearchParams();
  if (merged.q) search.set('q', merged.q);
  if (merged.show !== 'all') search.set('show', merged.show);
  if (merged.sort !== 'created' || merged.order !== 'desc') {
    search.set('sort', merged.sort);
    search.set('order', merged.order);
  }
  const text = search.toString();
  return text ? `/interviews?${text}` : '/interviews';
}
