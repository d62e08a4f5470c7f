import { getProblem } from '#app/features/problem/problem.server.ts';
import { lendQuestion } from '#app/features/questions/plan.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type AskedQuestion, pathInFolder } from '#core/room-question.ts';
import { FRAME_KINDS, type Frame, JSON_PAYLOADS } from '#core/tape/frames.ts';
import type { TestSuite } from '#core/test-suite.ts';

interface Program {
  entry: string;
  files: { path: string; text: string }[];
}

/** A program as its room tests it: with its own question's tests, and that question's folder as its root. */
export interface TestedProgram extends Program {
  suite: TestSuite;
  /** Title of the question; null of what was written for the interview. */
  question: string | null;
}

/**
 * Finds out what programs of a recording are tested with: a file in a question's folder with that question's tests, any
 * other with those that were written for the interview. Null for a program that nothing tests.
 */
export async function readTestedWith(
  interviewId: string,
  frames: readonly Frame[],
): Promise<(program: Program) => TestedProgram | null> {
  const problem = await getProblem(getServiceClient(), interviewId);
  const asked = new Map<string, { question: string; suite: TestSuite | null }>();
  for (const { folder, questionId, title } of listAsked(frames)) {
    const suite = (await lendQuestion(interviewId, questionId))?.tests ?? null;
    asked.set(folder, { question: title, suite });
  }
  return (program) => {
    const folder = [...asked.keys()].find((one) => pathInFolder(program.entry, one) !== null);
    const { question, suite } = (folder !== undefined && asked.get(folder)) || {
      question: null,
      suite: problem?.tests,
    };
    if (!suite) return null;
    return { ...(folder === undefined ? program : moveInto(program, folder)), question, suite };
  };
}

function moveInto({ entry, files }: Program, folder: string): Program {
  return {
    entry: pathInFolder(entry, folder) ?? entry,
    files: files.flatMap(({ path, text }) => {
      const inside = pathInFolder(path, folder);
      return inside === null ? [] : [{ path: inside, text }];
    }),
  };
}

function listAsked(frames: readonly Frame[]): AskedQuestion[] {
  const decoder = new TextDecoder();
  return frames.flatMap(({ kind, payload }) => {
    if (kind !== FRAME_KINDS.question) return [];
    const said = JSON_PAYLOADS[FRAME_KINDS.question].safeParse(JSON.parse(decoder.decode(payload)));
    return said.success && said.data.event === 'asked' ? [said.data] : [];
  });
}
