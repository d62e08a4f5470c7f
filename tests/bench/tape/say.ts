/** Prints a line. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a row of a table. */
export function sayRow(cells: readonly (string | number)[]): void {
  say(`| ${cells.join(' | ')} |`);
}

/** Prints the head of a table. */
export function sayHead(cells: readonly string[]): void {
  sayRow(cells);
  say(`|${'---|'.repeat(cells.length)}`);
}
