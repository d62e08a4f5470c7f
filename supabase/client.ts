import { createClient } from '@supabase/supabase-js';
import ws from 'ws';
import type { Database } from './database.types.ts';

/** Node 20 has no WebSocket of its own, and supabase-js refuses to start without one, used or not. */
const REALTIME = { transport: ws as unknown as typeof WebSocket };

/**
 * supabase-js for scripts and tests: typed, nothing kept between runs.
 * @param key the publishable key, or the secret key to act as the service
 * @param options.fetch reaches the API by another way than the network
 */
export function createScriptClient(url: string, key: string, options: { fetch?: typeof fetch } = {}) {
  return createClient<Database>(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: REALTIME,
    ...(options.fetch ? { global: { fetch: options.fetch } } : {}),
  });
}

export type ScriptClient = ReturnType<typeof createScriptClient>;
