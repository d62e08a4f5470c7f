import { runCommand } from './commands.ts';
import { parseArguments, USAGE, UsageError } from './parse-arguments.ts';

try {
  const command = parseArguments(process.argv.slice(2));
  process.exitCode = await runCommand(command, {
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  });
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  if (error instanceof UsageError) process.stderr.write(`\n${USAGE}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
