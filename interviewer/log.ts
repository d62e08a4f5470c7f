/** What the interviewer says about its own work. Facts are sizes, codes and ids: never words of a conversation, code or names. */
export interface Log {
  info(message: string, facts?: Record<string, string | number | boolean | null>): void;
  error(message: string, facts?: Record<string, string | number | boolean | null>): void;
}

/** One line of JSON for each message, on the standard streams. */
export const processLog: Log = {
  info: (message, facts = {}) =>
    void process.stdout.write(`${JSON.stringify({ level: 'info', message, ...facts })}\n`),
  error: (message, facts = {}) =>
    void process.stderr.write(`${JSON.stringify({ level: 'error', message, ...facts })}\n`),
};
