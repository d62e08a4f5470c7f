/** Closed list of what is logged. `error` means that somebody must act. */
export type LogCategory = 'service' | 'self_test' | 'run' | 'driver' | 'http' | 'workspace' | 'toolchain';
export type LogFields = Record<string, string | number | boolean | null>;

export interface Log {
  info(category: LogCategory, message: string, fields?: LogFields): void;
  error(category: LogCategory, message: string, fields?: LogFields): void;
}

/** One JSON object a line on stderr. Messages are static text; code, output, file names and tokens never go in. */
export const stderrLog: Log = {
  info: (category, message, fields) => write('info', category, message, fields),
  error: (category, message, fields) => write('error', category, message, fields),
};

function write(level: string, category: LogCategory, message: string, fields: LogFields = {}): void {
  const line = { time: new Date().toISOString(), level, service: 'sandbox', category, message, ...fields };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
