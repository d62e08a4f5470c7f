/**
 * Keeps lite from writing database errors, which hold values of the query that failed, and notices of its own into
 * our output: an error becomes one line with its code, and the places in the code it came through if it has no code.
 */
export function quietConsole(): void {
  const drop = () => {};
  Object.assign(console, { log: drop, info: drop, debug: drop, warn: drop, error: report });
}

function report(...parts: unknown[]): void {
  const error = parts.find((part) => part instanceof Error) as (Error & { code?: unknown }) | undefined;
  if (!error) return;
  if (typeof error.code === 'string') {
    process.stderr.write(
      `supabase: database refused a statement, code ${getCode(error.code, error.message)}\n`,
    );
    return;
  }
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  process.stderr.write(`supabase: unexpected ${error.name}\n${places.slice(0, 4).join('\n')}\n`);
}

/** Errors that `connection.ts` rewrote for lite hold the database's own code in their JSON message. */
function getCode(code: string, message: string): string {
  const own = code === 'PGRST' ? /"code":"(\w+)"/.exec(message)?.[1] : undefined;
  return own ?? code.replace(/\W/g, '');
}
