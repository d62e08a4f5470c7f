import type { Mind } from '#core/interviewer.ts';
import type { ModelPiece } from '#models/model.ts';
import { type Clock, wait } from '../clock.ts';
import { MAX_PROBES, SCRIPTED_PACE } from '../limits.ts';
import { type Intent, intentOf } from '../talk/intent.ts';
import { DESIGN_STAGES } from '../talk/phases.ts';
import type { ToolName } from '../talk/tools.ts';
import type { Turn } from '../talk/turn.ts';
import { describeFailure, firstSentence, sentenceAbout } from './scripted-reading.ts';
import type { Exchange, Thinker } from './thinker.ts';

export const SCRIPTED_MIND: Mind = { kind: 'scripted', label: 'scripted, no model' };

/** What is said and asked for in one round. */
interface Line {
  text: string;
  calls?: { name: ToolName; input?: unknown }[];
}

/** What is asked on each stage of a system design, the first time and then again. */
const STAGE_QUESTIONS: Record<(typeof DESIGN_STAGES)[number], readonly [string, string]> = {
  requirements: [
    'Let us begin with what it must do. Which functions are essential, and which would you leave out of a first version?',
    'And besides functions: who uses it, how often, and what must never happen?',
  ],
  estimates: [
    'Now some numbers. Roughly how many requests a second at the peak, and how much data after a year? Say what you assume.',
    'Which of these numbers would change your design most if it were ten times as large?',
  ],
  API: [
    'What does the interface look like? Name the two or three most important calls with what goes in and comes out.',
    'What happens when a client sends the same call twice, or never sees the answer?',
  ],
  data: [
    'How is it stored? Which records are there, and by which keys are they read?',
    'Which of it must be consistent at once, and where is a little delay acceptable?',
  ],
  scale: [
    'Where does the first part break when load grows, and what would you do there?',
    'And when one machine, or a whole zone, is gone: what do users notice?',
  ],
  'trade-offs': [
    'Looking back: what did you give up for what you gained?',
    'What would you measure in operation to know that it was the right choice?',
  ],
};

const CODING_PROBES = [
  'Why does it give the right answer? Name the idea that makes it work, not each line.',
  'What does it cost in time and memory, in terms of the size of the input?',
  'Which inputs at the edges did you think of: empty, a single element, equal ones, very large ones?',
  'If you had another half an hour, what would you change or test?',
];

const DESIGN_PROBES = [
  'Which part are you least sure of, and how would you find out?',
  'What would you build in the first two weeks, and what would you leave for later?',
  'What would somebody on call curse about in this design?',
];

const BEHAVIOURAL_PROBES = [
  'What exactly was your own part in it, and what did others do?',
  'Which other way did you consider, and why not that one?',
  'What came of it, and how did you know?',
  'What would you do differently today?',
];

const WORKING_REMARKS = [
  'Thank you. Before you write much: what would that cost for a large input?',
  'Good to know. Which input would be the hardest for it?',
  'Go on. I read along while you write.',
  'All right. Which part would you write first?',
];

/**
 * An interviewer without a model: the same phases and tools on a fixed course. It reads runs and the candidate's plain
 * requests, asks the question's own follow-ups, and says of itself what it is.
 */
export class ScriptedThinker implements Thinker {
  readonly mind = SCRIPTED_MIND;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async *think(turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<ModelPiece> {
    if (turn.trigger === 'message' && exchanges.length === 0) await wait(this.#clock, SCRIPTED_PACE, signal);
    const { text, calls = [] } = exchanges.length === 0 ? begin(turn) : follow(turn, exchanges);
    if (signal.aborted) return;
    if (text) yield { type: 'text', text };
    for (const [index, { name, input = {} }] of calls.entries()) {
      if (turn.tools.includes(name))
        yield { type: 'tool', call: { id: `${exchanges.length}-${index}`, name, input } };
    }
  }
}

function begin(turn: Turn): Line {
  const line = speak(turn);
  if (!turn.returnsFrom || turn.trigger === 'return') return line;
  return { ...line, text: `${openingOfReturn(turn)} ${line.text}` };
}

function speak(turn: Turn): Line {
  switch (turn.trigger) {
    case 'arrival':
      return {
        text: `Hello ${turn.candidateName}. I am a scripted interviewer: a program on a fixed course, without a language model. I read your code and your runs, and a person looks at the recording and decides. Are you ready to begin?`,
      };
    case 'return':
      return { text: `${openingOfReturn(turn)} ${whereWeAre(turn)}` };
    case 'run':
      return remarkOnRun(turn);
    case 'probe':
      return { text: `Thank you, let us talk about it. ${probe(turn)}` };
    case 'question-time':
      return {
        text: 'The time for this question is used up. Tell me in two or three sentences where you are and what would come next, and we talk about that.',
      };
    case 'closing':
      return {
        text: 'Our time is nearly over. What you have is kept as it is. Is there anything that you would like to ask or add? I pass it on to the team.',
      };
    case 'nudge':
      return { text: nudge(turn) };
    case 'message':
      return answer(turn);
  }
}

/** After its tools have answered. Most need no further word. */
function follow(turn: Turn, exchanges: readonly Exchange[]): Line {
  const last = exchanges.at(-1);
  const failed = last?.calls.find(({ id }) => last.results.some((one) => one.id === id && one.isError));
  if (!failed) return { text: last?.calls.some(({ name }) => name === 'run_tests') ? probe(turn) : '' };
  switch (failed.name as ToolName) {
    case 'give_hint':
      return {
        text: 'There is no further hint. Take the smallest input that does something, and follow it by hand.',
      };
    case 'next_question':
      return { text: 'The next question cannot be opened right now. Give me a moment, then ask me again.' };
    case 'run_tests':
      return { text: `The tests cannot be run right now. ${probe(turn)}` };
    default:
      return { text: '' };
  }
}

function answer(turn: Turn): Line {
  const newest = turn.conversation.findLast(({ by }) => by === 'candidate');
  const said = newest?.text ?? '';
  const intent = intentOf(said);
  const asked = turn.conversation.findLast(({ by }) => by === 'you')?.text;
  // over a question its statement is what is meant, unless something was asked since
  if (intent === 'repeat' && asked && (turn.phase !== 'question' || asked.includes('?')))
    return { text: asked };
  switch (turn.phase) {
    case 'greet':
    case 'consent':
      return answerConsent(turn, intent);
    case 'question':
      return answerAtWork(turn, intent, said);
    case 'probe':
      return answerProbe(turn, intent, said);
    case 'wrap':
    case 'over':
      return answerWrap(turn, intent);
  }
}

function answerConsent({ tools, questionsLeft }: Turn, intent: Intent): Line {
  if (intent === 'time') return { text: 'Of course. Tell me when you are ready.' };
  if ((intent === 'yes' || intent === 'done') && tools.includes('next_question'))
    return {
      text: 'Good. Here is the first question. Read it in peace, and tell me how you would go about it before you write much.',
      calls: [{ name: 'next_question' }],
    };
  if (questionsLeft === 0) return { text: 'There is no question in this interview. I tell the team.' };
  return {
    text: 'I ask the questions of the plan one after the other, and you can ask me for a hint or for time. Say “yes” when you are ready.',
  };
}

function answerAtWork(turn: Turn, intent: Intent, said: string): Line {
  const { done, question, tools } = turn;
  if (!question)
    return {
      text: 'Say “next question” when you would like to go on.',
      calls: [{ name: 'next_question' }],
    };
  switch (intent) {
    case 'hint':
      return tools.includes('give_hint') || done.includes('give_hint')
        ? { text: 'Here is a hint. See whether it changes your idea.', calls: [{ name: 'give_hint' }] }
        : {
            text: 'There is no further hint. Take the smallest input that does something, and follow it by hand.',
          };
    case 'time':
      return { text: 'Take your time. I am quiet until I hear from you.' };
    case 'skip':
      return tools.includes('next_question')
        ? { text: 'All right, here is another one.', calls: [{ name: 'next_question' }] }
        : {
            text: 'Let us stay with this one a little longer. Tell me where it is stuck, or ask for a hint.',
          };
    case 'repeat':
      return { text: `It stands in the panel with the question: ${firstSentence(question.brief.statement)}` };
    case 'question':
      return { text: answerQuestion(question.brief.statement, said) };
    default:
      return { ...remarkAtWork(turn), ...observed('Described their approach', said, turn) };
  }
}

function remarkAtWork(turn: Turn): Line {
  const { question, conversation } = turn;
  if (question?.stage) return { text: `Thank you. ${askStage(turn)}` };
  const said = conversation.filter(({ by }) => by === 'candidate').length;
  return { text: WORKING_REMARKS[said % WORKING_REMARKS.length] ?? '' };
}

function askStage({ question }: Turn): string {
  const stage = DESIGN_STAGES.find((name) => name === question?.stage) ?? 'trade-offs';
  return STAGE_QUESTIONS[stage][(question?.asked.exchanges ?? 0) % 2] ?? '';
}

function answerProbe(turn: Turn, intent: Intent, said: string): Line {
  const { question, tools, questionsLeft } = turn;
  if (intent === 'time') return { text: 'Take your time. I am quiet until I hear from you.' };
  const note = observed('Was asked about the answer and said', said, turn);
  const isSolved = question?.asked.best?.passed === question?.asked.best?.total && question?.asked.best;
  if (turn.isPhaseNew && tools.includes('run_tests') && !isSolved)
    return {
      text: 'Thank you. I run the tests once, and then we talk about it.',
      calls: [{ name: 'run_tests' }],
    };
  const isEnough = (question?.asked.probes ?? 0) >= MAX_PROBES || intent === 'skip';
  if (isEnough && tools.includes('next_question') && questionsLeft > 0)
    return {
      text: 'Thank you, that is enough on this one. Here is the next question.',
      calls: [...(note.calls ?? []), { name: 'next_question' }],
    };
  return { text: `Thank you. ${probe(turn)}`, ...note };
}

function answerWrap({ isPhaseNew, tools, candidateName }: Turn, intent: Intent): Line {
  if (isPhaseNew)
    return {
      text: 'Thank you, those were my questions. Is there anything that you would like to ask or add? I pass it on to the team.',
    };
  if (intent === 'question' || (intent === 'other' && !tools.includes('end_interview')))
    return {
      text: 'I cannot answer that myself; it is in the recording, and the team reads it. Anything else?',
    };
  return {
    text: `Thank you for your time, ${candidateName}. A person looks at the recording and gets in touch with you. Goodbye.`,
    calls: [{ name: 'end_interview' }],
  };
}

/** The next question about the answer: the question's own first, then what one always asks. */
function probe({ question }: Turn): string {
  const general =
    question?.brief.kind === 'system_design'
      ? DESIGN_PROBES
      : question?.brief.kind === 'behavioural'
        ? BEHAVIOURAL_PROBES
        : CODING_PROBES;
  const all = [...(question?.brief.followUps ?? []), ...general];
  return all[(question?.asked.probes ?? 0) % all.length] ?? '';
}

function remarkOnRun(turn: Turn): Line {
  const { run, file } = turn;
  if (!run) return { text: 'That run did not go well. What did you expect?' };
  const { text, line } = describeFailure(run);
  const shows = line !== null && file !== null && run.entry === file.path && line <= file.lineCount;
  return {
    text,
    calls: shows ? [{ name: 'point_at', input: { path: run.entry, from_line: line, to_line: line } }] : [],
  };
}

function answerQuestion(statement: string, said: string): string {
  const sentence = sentenceAbout(statement, said);
  return sentence
    ? `The statement says: “${sentence}” Where it leaves something open, assume what you find sensible and say so.`
    : 'The statement does not say. Assume what you find sensible and say so: that is part of the answer.';
}

function nudge({ phase, questionsLeft }: Turn): string {
  if (phase === 'wrap') return 'Is there anything else? Say “no” and I end the interview.';
  if (phase === 'probe')
    return questionsLeft > 0
      ? 'No hurry. Tell me when you would like to go on; “next question” is fine too.'
      : 'No hurry. Tell me when you would like to go on.';
  if (phase === 'consent') return 'No hurry. Say “yes” when you are ready.';
  return 'No hurry. If you like, say what you are weighing up, or ask for a hint.';
}

function openingOfReturn({ returnsFrom, candidateName }: Turn): string {
  switch (returnsFrom) {
    case 'floor':
      return 'Thank you, I go on from here and have read along.';
    case 'pause':
      return `Welcome back, ${candidateName}.`;
    default:
      return 'Sorry, I was cut off for a moment. Everything you wrote is here.';
  }
}

function whereWeAre(turn: Turn): string {
  const { phase, question } = turn;
  if (phase === 'consent') return 'Are you ready to begin?';
  if (phase === 'wrap') return 'Is there anything that you would like to ask or add?';
  if (phase === 'probe') return probe(turn);
  if (!question) return 'Shall we go on?';
  const { best } = question.asked;
  const soFar = best ? ` So far ${best.passed} of ${best.total} tests passed.` : '';
  return `We are at “${question.brief.title}”.${soFar} Go on where you were.`;
}

/** What the candidate said, for the panel, where it says something. */
function observed(what: string, said: string, { question }: Turn): Pick<Line, 'calls'> {
  const quote = said.trim();
  if (!question || quote.length < 25) return {};
  return {
    calls: [
      {
        name: 'note_observation',
        input: { text: `${what} (${question.brief.title}).`, quote: quote.slice(0, 500) },
      },
    ],
  };
}
