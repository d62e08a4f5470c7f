import { z } from 'zod';
import type { Check } from '../health.ts';
import { BASE_ENV } from '../languages/language.ts';

/** What `probe.mjs` reports. */
const reportSchema = z.object({
  seccomp: z.string(),
  noNewPrivs: z.string().nullable(),
  kernel: z.string(),
  capabilities: z.array(z.string()).min(2),
  interfaces: z.array(z.string()),
  reached: z.boolean(),
  environment: z.array(z.string()),
  descriptors: z.array(z.number()),
  processes: z.number(),
  writable: z.array(z.string()),
});

/** Names that may be seen inside: ours, and those bash sets when it closes descriptors before the launch. */
const KNOWN_NAMES = new Set([...Object.keys(BASE_ENV), 'PWD', 'SHLVL', '_', 'OLDPWD']);
/** bubblewrap, the probe and the child that lists descriptors may be there; the host's processes may not. */
const MAX_VISIBLE_PROCESSES = 6;

/** The checks behind a report of the probe. An unreadable one is a failed check that repeats what the probe complained of. */
export function evaluateProbe(
  output: string,
  complaint: string,
  options: { hasOwnKernel: boolean; hostKernel: string },
): Check[] {
  const parsed = reportSchema.safeParse(parseJson(output));
  if (!parsed.success)
    return [{ name: 'probe', isPassed: false, detail: `it did not report: ${complaint.trim().slice(-300)}` }];
  const report = parsed.data;
  const strangers = report.environment.filter((name) => !KNOWN_NAMES.has(name));
  // Whoever lists them has the directory open as 3.
  const descriptors = report.descriptors.filter((fd) => fd !== 3);
  const writable = report.writable.filter((path) => path !== '/workspace' && path !== '/tmp');
  return [
    options.hasOwnKernel
      ? check('kernel of its own, no seccomp filter', report.kernel !== options.hostKernel, report.kernel)
      : check('seccomp filter', report.seccomp === '2', `mode ${report.seccomp}`),
    options.hasOwnKernel
      ? check(
          'no new privileges, if its kernel tells',
          report.noNewPrivs !== '0',
          report.noNewPrivs ?? 'silent',
        )
      : check('no new privileges', report.noNewPrivs === '1', report.noNewPrivs ?? 'silent'),
    check(
      'no capabilities',
      report.capabilities.every((set) => /^0+$/.test(set)),
      report.capabilities.join(' '),
    ),
    check(
      'no network',
      report.interfaces.every((name) => name === 'lo') && !report.reached,
      report.interfaces.join(' ') || 'none',
    ),
    check('no environment of the service', strangers.length === 0, `${strangers.length} foreign names`),
    check('descriptors', descriptors.join() === '0,1,2', descriptors.join(' ')),
    check('own processes only', report.processes <= MAX_VISIBLE_PROCESSES, `${report.processes} visible`),
    check(
      'read-only root',
      writable.length === 0,
      writable.join(' ') || 'only /workspace and /tmp can be written',
    ),
    check('workspace', report.writable.includes('/workspace'), 'can be written'),
  ];
}

function check(name: string, isPassed: boolean, detail: string): Check {
  return { name, isPassed, detail };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
