import { type InterviewerStep, MAX_STEP_ARGUMENT } from '#core/interviewer.ts';
import type { BriefQuestion } from '#core/interviewer-service.ts';
import { languageOfPath } from '#core/languages.ts';
import { pathInFolder } from '#core/room-question.ts';
import type { ToolCall } from '#models/model.ts';
import { describeResult } from '../mind/prompt.ts';
import type { Room } from '../room/room.ts';
import { TOOLS, type ToolName } from './tools.ts';
import { isQuoted, readLines, showRun } from './view.ts';

export interface ToolRunnerOptions {
  room: Room;
  candidateId: () => string | null;
  /** The question that comes next, or null. */
  nextQuestion: () => BriefQuestion | null;
  currentQuestion: () => string | null;
  /** A question was asked. */
  onAsked: (questionId: string) => void;
}

/** What came of a tool. `isNonsense`: the mind asked for something that does not exist. */
export interface ToolOutcome {
  content: string;
  isError: boolean;
  isNonsense: boolean;
  /** For the tape, beside that the tool was used. */
  observation: Extract<InterviewerStep, { step: 'observation' }> | null;
  /** The interview is to end once the answer has been said. */
  endsInterview: boolean;
}

type Input<T extends ToolName> = ReturnType<(typeof TOOLS)[T]['schema']['parse']>;

/** Carries out what a mind asks for: known, well formed, allowed now, in this order. */
export class ToolRunner {
  readonly #given: ToolRunnerOptions;

  constructor(options: ToolRunnerOptions) {
    this.#given = options;
  }

  /** Never throws: what cannot be done is said to the mind. */
  async run(call: ToolCall, allowed: readonly ToolName[]): Promise<ToolOutcome> {
    if (!Object.hasOwn(TOOLS, call.name))
      return nonsense(`There is no tool ${JSON.stringify(call.name.slice(0, 40))}.`);
    const name = call.name as ToolName;
    const parsed = TOOLS[name].schema.safeParse(call.input);
    if (!parsed.success)
      return nonsense(
        `The input of ${name} is not right: ${parsed.error.issues.map(({ message }) => message).join(' ')}`,
      );
    if (!allowed.includes(name)) return refused(`${name} cannot be used now. Go on without it.`);
    try {
      return await this.#carryOut(name, parsed.data);
    } catch {
      return refused(`${name} failed. Go on without it.`);
    }
  }

  async #carryOut(name: ToolName, input: unknown): Promise<ToolOutcome> {
    const { room, nextQuestion, onAsked } = this.#given;
    switch (name) {
      case 'read_code':
        return this.#readCode(input as Input<'read_code'>);
      case 'read_runs':
        return room.run ? done(describeResult(name, showRun(room.run))) : done('Nothing was run so far.');
      case 'run_tests':
        return this.#runTests();
      case 'give_hint':
        return orRefused(await room.hint(), 'Everybody sees the hint now.');
      case 'point_at':
        return this.#pointAt(input as Input<'point_at'>);
      case 'next_question': {
        const next = nextQuestion();
        if (!next) return refused('No question is left.');
        const problem = await room.ask(next.questionId);
        if (problem !== null) return refused(problem);
        onAsked(next.questionId);
        return done(`Everybody sees the question now: ${next.title}.`);
      }
      case 'note_observation':
        return this.#note(input as Input<'note_observation'>);
      case 'end_interview':
        return { ...done('The interview ends when you have said goodbye.'), endsInterview: true };
    }
  }

  #readCode({ path, from_line }: Input<'read_code'>): ToolOutcome {
    const files = this.#given.room.files();
    const file = files.find((one) => one.path === path);
    if (!file)
      return refused(
        `There is no such file. ${describeResult(
          'read_code',
          files.map((one) => one.path),
        )}`,
      );
    return done(describeResult('read_code', readLines(path, file.text, from_line)));
  }

  async #runTests(): Promise<ToolOutcome> {
    const { room } = this.#given;
    const file = this.#mainFile();
    if (!file) return refused('There is no file to test.');
    const run = await room.runTests(file.id);
    return typeof run === 'string' ? refused(run) : done(describeResult('run_tests', showRun(run)));
  }

  /** The file of the question that the candidate has in front, or its first one that can be run. */
  #mainFile(): { id: string } | undefined {
    const { room, candidateId } = this.#given;
    const folder = room.question?.folder;
    const files = room
      .files()
      .filter(({ path }) => (folder ? pathInFolder(path, folder) !== null : true) && languageOfPath(path));
    const who = candidateId();
    const cursor = who === null ? null : room.cursorOf(who);
    return files.find(({ id }) => id === cursor?.fileId) ?? files[0];
  }

  #pointAt({ path, from_line, to_line }: Input<'point_at'>): ToolOutcome {
    const { room } = this.#given;
    const file = room.files().find((one) => one.path === path);
    const isShown =
      file !== undefined &&
      room.point({ fileId: file.id, from: Math.min(from_line, to_line), to: Math.max(from_line, to_line) });
    return isShown ? done('The lines are shown.') : refused('There are no such lines.');
  }

  #note({ text, quote, criterion }: Input<'note_observation'>): ToolOutcome {
    const { room, currentQuestion } = this.#given;
    const texts = [
      ...room.chat.filter(({ role }) => role === 'candidate').map((message) => message.text),
      ...room.files().map((file) => file.text),
    ];
    if (!isQuoted(quote, texts))
      return refused('That quote stands neither in the candidate’s messages nor in the code. Quote exactly.');
    const questionId = currentQuestion();
    return {
      ...done('Noted.'),
      observation: { step: 'observation', id: crypto.randomUUID(), questionId, criterion, text, quote },
    };
  }
}

/** A call as the tape has it. */
export function describeCall({ name, input }: ToolCall, isRefused: boolean): InterviewerStep {
  const argument = JSON.stringify(input ?? {}).slice(0, MAX_STEP_ARGUMENT);
  return { step: 'tool', tool: name.slice(0, 40), argument, isRefused };
}

function done(content: string): ToolOutcome {
  return { content, isError: false, isNonsense: false, observation: null, endsInterview: false };
}

function refused(content: string): ToolOutcome {
  return { ...done(content), isError: true };
}

function nonsense(content: string): ToolOutcome {
  return { ...refused(content), isNonsense: true };
}

function orRefused(problem: string | null, content: string): ToolOutcome {
  return problem === null ? done(content) : refused(problem);
}
