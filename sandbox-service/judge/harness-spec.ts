import type { SandboxSpec } from '../driver.ts';
import type { Step } from '../languages/language.ts';

/** How a harness is started, warm or cold. `/build` is there for both, as a warm one does not know whether it will need it. */
export function buildSpec(step: Step, limits: { memoryBytes: number; processes: number }): SandboxSpec {
  return {
    argv: step.argv,
    env: step.env,
    mounts: step.mounts,
    stdin: '',
    isStdinOpen: true,
    hasResults: true,
    workspace: 'writable',
    build: 'readonly',
    memoryBytes: limits.memoryBytes,
    processes: limits.processes,
  };
}
