import type { LanguageId } from '#core/languages.ts';

/** One thing that was checked about the isolation of this machine. */
export interface Check {
  name: string;
  isPassed: boolean;
  /** What was seen. */
  detail: string;
}

/** What the service knows about itself since its start. */
export interface Health {
  /** Null when programs may run; else what is wrong and what to do, for an operator. */
  trouble: string | null;
  checks: Check[];
  /** From the driver. */
  machine: Record<string, string | number | boolean>;
  languages: Record<LanguageId, { version: string } | { missing: string }>;
  /** By the name of the toolchain's cache: whether its programs compile as fast as they can. */
  toolchainCaches: Record<string, 'pending' | 'ready' | 'failed'>;
}
