import { askMediaServer, getMediaServer } from '#app/server/media-server.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';

/** How long the database may take to answer before this process counts as not ready. */
const HEALTH_TIMEOUT = 2000;

/**
 * `GET /api/health`: 200 when this process can serve people, 503 when its database does not answer. Calls are told of,
 * and everything else works without them.
 */
export async function loader() {
  const server = getMediaServer();
  const [{ error }, calls] = await Promise.all([
    getServiceClient()
      .from('organizations')
      .select('id')
      .limit(1)
      .abortSignal(AbortSignal.timeout(HEALTH_TIMEOUT)),
    server ? askMediaServer(server) : 'off',
  ]);
  const body = { ok: !error, database: error ? 'unreachable' : 'ok', calls };
  return new Response(JSON.stringify(body), {
    status: error ? 503 : 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
