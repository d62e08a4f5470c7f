/** What the room says to its operator. Messages are fixed texts; fields never hold names, code, chat or tokens. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  /** Somebody must act. */
  error(message: string, fields?: LogFields): void;
}
export type LogFields = Record<string, string | number | boolean | null>;

/** One JSON line for each message on the runtime's console. */
export const consoleLog: Log = {
  info: (message, fields) => console.log(JSON.stringify({ level: 'info', message, ...fields })),
  error: (message, fields) => console.error(JSON.stringify({ level: 'error', message, ...fields })),
};
