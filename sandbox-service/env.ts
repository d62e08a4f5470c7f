import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 takes a free port; the `ready` line tells which. */
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4600),
  SANDBOX_SERVICE_TOKEN: z
    .string({
      error: 'is missing: set it to a secret of 16 or more characters that the room server also has',
    })
    .min(16),
  INTERLACE_DATA: z.string().min(1).default('.data'),
  /** Programs that run at the same time; the default is one for each core. */
  SANDBOX_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  /** Started and waiting for tests, for each language that can wait; bounded by the free memory as well. 0 keeps none. */
  SANDBOX_WARM: z.coerce.number().int().min(0).max(64).default(2),
  /** Whether compilers are made faster in the background, once for each version of theirs. */
  SANDBOX_TOOLCHAIN_CACHES: z.enum(['on', 'off']).default('on'),
  /** What isolates programs. gVisor is slower and gives each program a kernel of its own. */
  SANDBOX_DRIVER: z.enum(['bubblewrap', 'gvisor']).default('bubblewrap'),
  PATH: z.string().default('/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'),
});

export interface Env {
  host: string;
  port: number;
  serviceToken: string;
  /** Directory of this service's state. */
  stateDir: string;
  concurrency: number;
  driver: 'bubblewrap' | 'gvisor';
  warmPerLanguage: number;
  makesToolchainCaches: boolean;
  searchPath: string[];
}

/** The settings of this process. Throws an error that names each wrong variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The sandbox service cannot start: ${problems.join('; ')}.`);
  }
  const env = parsed.data;
  return {
    host: env.SANDBOX_HOST,
    port: env.SANDBOX_PORT,
    serviceToken: env.SANDBOX_SERVICE_TOKEN,
    stateDir: resolve(env.INTERLACE_DATA, 'sandbox'),
    concurrency: env.SANDBOX_CONCURRENCY,
    driver: env.SANDBOX_DRIVER,
    warmPerLanguage: env.SANDBOX_WARM,
    makesToolchainCaches: env.SANDBOX_TOOLCHAIN_CACHES === 'on',
    searchPath: env.PATH.split(':').filter(Boolean),
  };
}
