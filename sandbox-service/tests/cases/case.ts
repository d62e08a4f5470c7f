import type { RunSpec, WireEnd } from '../harness.ts';

/** A program and what must come of it. What is left out is not looked at. */
export interface Case extends RunSpec {
  name: string;
  verdict: string;
  end?: Partial<WireEnd>;
  stdout?: string | RegExp;
  stderr?: string | RegExp;
}
