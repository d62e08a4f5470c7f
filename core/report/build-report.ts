import { pathInFolder } from '../room-question.ts';
import type { RecordedRun } from '../tape/timeline/runs.ts';
import type { Timeline } from '../tape/timeline/timeline.ts';
import { type Citation, findCitation } from './citation.ts';
import type { Claim, Report, ReportedQuestion } from './report.ts';

/** A question without the final run of its tests, which needs a sandbox. */
export type UntestedQuestion = Omit<ReportedQuestion, 'final'>;
export type UntestedReport = Omit<Report, 'questions'> & { questions: UntestedQuestion[] };

/** The report of a tape that is over, but for the final run of the tests. */
export function buildReport(timeline: Timeline): UntestedReport {
  const start = timeline.startAt ?? 0;
  const moment = ({ position, at }: { position: number; at: number }) => ({ position, atMs: at - start });
  const last = timeline.stateAt(timeline.length);
  const { claims, droppedClaims } = listClaims(timeline, moment);
  return {
    version: 1,
    lengthMs: (timeline.endAt ?? start) - start,
    final: {
      ...moment({ position: timeline.length, at: timeline.endAt ?? start }),
      files: last.files.map(({ path, length }) => ({ path, characters: length })),
    },
    questions: listQuestions(timeline, moment),
    conversation: timeline.events.flatMap((event) =>
      event.kind === 'chat'
        ? [{ ...moment(event), name: event.data.name, role: event.data.role, text: event.data.text }]
        : [],
    ),
    claims,
    droppedClaims,
  };
}

type ToMoment = (at: { position: number; at: number }) => { position: number; atMs: number };

/**
 * Questions of the plan in the order in which they were first asked. Where none of it was, what was written for this
 * interview, which the tape does not name and which may have been there from the start.
 */
function listQuestions(timeline: Timeline, moment: ToMoment): UntestedQuestion[] {
  const asked = timeline.events.flatMap((event) =>
    event.kind === 'question' && event.data.asked ? [{ ...event, asked: event.data.asked }] : [],
  );
  const endAt = timeline.endAt ?? 0;
  if (asked.length === 0) {
    if (timeline.length === 0) return [];
    const changed = timeline.events.find(({ kind }) => kind === 'question');
    const from = changed ?? { position: 0, at: timeline.startAt ?? 0 };
    return [
      {
        ...{ questionId: null, title: 'The problem of this interview', folder: null },
        askedAt: moment(from),
        shownMs: endAt - from.at,
        hints: [],
        ...countRuns(timeline.runs, timeline, moment),
      },
    ];
  }
  const ids = [...new Set(asked.map((one) => one.asked.questionId))];
  return ids.flatMap((questionId) => {
    const turns = asked.filter((one) => one.asked.questionId === questionId);
    const [first] = turns;
    if (!first) return [];
    const { title, folder } = first.asked;
    const shownMs = turns.reduce((sum, turn) => {
      const next = asked.find(({ position }) => position > turn.position);
      return sum + (next?.at ?? endAt) - turn.at;
    }, 0);
    const own = timeline.runs.filter(({ entry }) => pathInFolder(entry, folder) !== null);
    return [
      {
        ...{ questionId, title, folder, askedAt: moment(first), shownMs },
        hints: timeline.events.flatMap((event) =>
          event.kind === 'hint' && event.data.questionId === questionId
            ? [
                {
                  ...moment(event),
                  number: event.data.number,
                  text: event.data.text,
                  byName: event.data.byName,
                },
              ]
            : [],
        ),
        ...countRuns(own, timeline, moment),
      },
    ];
  });
}

function countRuns(
  runs: readonly RecordedRun[],
  timeline: Timeline,
  moment: ToMoment,
): Pick<UntestedQuestion, 'programRuns' | 'testRuns' | 'best'> {
  const ids = new Set(runs.map(({ runId }) => runId));
  let best: UntestedQuestion['best'] = null;
  for (const event of timeline.events) {
    if (event.kind !== 'tests' || !ids.has(event.data.run.runId)) continue;
    const { passed, total } = event.data;
    if (best === null || passed > best.passed) best = { ...moment(event), passed, total };
  }
  return {
    programRuns: runs.filter(({ total }) => total === null).length,
    testRuns: runs.filter(({ total }) => total !== null).length,
    best,
  };
}

/** What AI interviewers noticed, each with its place on the tape; those without one are only counted. */
function listClaims(timeline: Timeline, moment: ToMoment): Pick<Report, 'claims' | 'droppedClaims'> {
  const candidates = new Set(
    timeline.people.filter(({ role }) => role === 'candidate').map(({ participantId }) => participantId),
  );
  const claims: Claim[] = [];
  let droppedClaims = 0;
  for (const event of timeline.events) {
    if (event.kind !== 'interviewer' || event.data.step !== 'observation') continue;
    const { id, questionId, criterion, text, quote } = event.data;
    const found = findCitation(timeline, {
      quote,
      position: event.position,
      isCandidate: (author) => candidates.has(author),
    });
    if (typeof found === 'string') droppedClaims++;
    else
      claims.push({
        ...moment(event),
        ...{ id, questionId, criterion, text, quote },
        citation: toCitation(found, moment),
      });
  }
  return { claims, droppedClaims };
}

function toCitation({ source, path, line, ...at }: Citation, moment: ToMoment): Claim['citation'] {
  return { ...moment(at), source, path, line };
}
