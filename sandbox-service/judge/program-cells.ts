import { compileInto } from '../compile.ts';
import { buildCompileKey, type CompileCache, type Compiled } from '../compile-cache.ts';
import type { Cell, Driver } from '../driver.ts';
import type { CompileStep, Language, Program } from '../languages/language.ts';
import type { Outcome } from '../runner.ts';

/** A program that did not compile, or whose compilation somebody stopped. */
export class NotCompiled extends Error {
  override name = 'NotCompiled';
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super('The program was not compiled.');
    this.outcome = outcome;
  }
}

export interface ProgramCellsOptions {
  driver: Driver;
  cache: CompileCache;
  language: Language;
  /** With all files that lie in the workspace. */
  program: Program;
  step: CompileStep | null;
  onCompilerOutput: (text: string) => void;
  signal: AbortSignal;
}

/** Makes cells in which the same program lies ready to run, one for each process that tests need. */
export class ProgramCells {
  readonly #options: ProgramCellsOptions;
  #hasSpoken = false;

  constructor(options: ProgramCellsOptions) {
    this.#options = options;
  }

  /** Throws `NotCompiled`, `WorkspaceError` and `SandboxTrouble`, with nothing left behind. */
  async open(): Promise<Cell> {
    const { driver, program } = this.#options;
    const cell = await driver.open();
    try {
      await cell.writeFiles(program.files);
      await this.#compileInto(cell);
      return cell;
    } catch (error) {
      await cell.close();
      throw error;
    }
  }

  /**
   * What the compile step makes, for a cell in which something runs already: `none` without such a step, null when
   * it is too large to be kept. Throws like `open`.
   */
  async compile(): Promise<Compiled | 'none' | null> {
    const { cache, language, program, step } = this.#options;
    if (!step) return 'none';
    const key = buildCompileKey(language, step, program);
    const known = await cache.get(key);
    if (known) {
      this.#say(known.output);
      return known;
    }
    const cell = await this.open();
    await cell.close();
    return cache.get(key);
  }

  async #compileInto(cell: Cell): Promise<void> {
    const { step, cache, language, program, signal } = this.#options;
    if (!step) return;
    let output = '';
    const outcome = await compileInto({
      cell,
      cache,
      language,
      step,
      program,
      onOutput: (text) => {
        output += text;
      },
      signal,
    });
    this.#say(output);
    if (outcome) throw new NotCompiled(outcome);
  }

  /** What the compiler says is the same for each cell: once is enough. */
  #say(output: string): void {
    if (this.#hasSpoken) return;
    this.#hasSpoken = true;
    if (output) this.#options.onCompilerOutput(output);
  }
}
