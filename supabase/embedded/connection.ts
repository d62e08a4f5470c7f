import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';

/** Sessions of lite's pool. Every request holds one for its transaction. */
const POOL_SIZE = 10;

/** Ends a statement that would keep one of them from all others. Hosted Supabase has 8 s for members. */
const STATEMENT_TIMEOUT = 15_000;

/** SQLSTATE codes and classes that lite answers as PostgREST does; all others it would turn into a bare 500. */
const HANDLED = /^(42501|42P01|23505|23503|25006|42883|42P17|23502|PGRST|PT.*)$|^(42|22|21|55|53)/;

/**
 * lite's connection to Postgres, corrected for 0.10.0. It leans on members that lite does not publish, which is
 * why the version is pinned exactly and `supabase/tests/conformance.*` watches the behaviour.
 */
export function openConnection(url: string): PostgresConnection {
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      max: POOL_SIZE,
      onnotice: () => {},
      connection: { statement_timeout: STATEMENT_TIMEOUT },
      types: VALUE_FORMATS,
    },
  });
  // Left to itself lite decides at its first request whether any table has row-level security. If none has yet,
  // it never switches roles again; if one has, it grants everything in the schema to anon. "active" prevents both.
  Object.assign(connection, { rlsState: 'active' });
  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (thrown: unknown) => toPostgrestError(normalize(thrown));
  return connection;
}

/** Gives errors that lite does not know (check constraints, `raise exception`) PostgREST's status and body. */
function toPostgrestError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, detail, hint } = error as Error & { code?: unknown; detail?: unknown; hint?: unknown };
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || HANDLED.test(code)) return error;
  const body = { code, message: error.message, details: detail ?? null, hint: hint ?? null };
  return Object.assign(new Error(JSON.stringify(body)), {
    code: 'PGRST',
    detail: JSON.stringify({ status: getStatus(code), headers: {} }),
  });
}

/** PostgREST's table of HTTP statuses, for the classes that lite does not handle. */
function getStatus(code: string): number {
  if (code === 'P0001' || code.startsWith('23')) return 400;
  if (code.startsWith('08')) return 503;
  return /^(40|54|57|58|P0|XX)/.test(code) ? 500 : 400;
}

const keep = (value: string) => value;

/** Values on the wire as PostgREST writes them. */
const VALUE_FORMATS = {
  timestamptz: {
    to: 1184,
    from: [1184],
    serialize: keep,
    parse: (value: string) => value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
  },
  timestamp: { to: 1114, from: [1114], serialize: keep, parse: (value: string) => value.replace(' ', 'T') },
  numeric: {
    to: 1700,
    from: [1700],
    serialize: String,
    parse: (value: string) => (Number.isFinite(Number(value)) ? Number(value) : value),
  },
  bytea: {
    to: 17,
    from: [17],
    serialize: (value: string | Uint8Array) =>
      typeof value === 'string' ? value : `\\x${Buffer.from(value).toString('hex')}`,
    parse: keep,
  },
  jsonb: { to: 3802, from: [3802], serialize: encodeJson, parse: JSON.parse },
  json: { to: 114, from: [114], serialize: encodeJson, parse: JSON.parse },
};

/** lite's auth hands over text that is JSON already; encoding it again would store a string. */
function encodeJson(value: unknown): string {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? value : JSON.stringify(value);
}
