import { afterAll, beforeAll } from 'vitest';
import { getHarness, startHarness } from './harness.ts';
// One database serves all of them: starting it costs more than most of the tests together.
import './sign-up.cases.ts';
import './sign-in.cases.ts';
import './mailed-links.cases.ts';
import './google.cases.ts';
import './limits.cases.ts';
import './interviews.cases.ts';
import './interview-clock.cases.ts';
import './links.cases.ts';
import './join.cases.ts';
import './lobby.cases.ts';
import './room-entry.cases.ts';
import './problem-access.cases.ts';
import './account.cases.ts';
import './recordings.cases.ts';
import './replay-access.cases.ts';
import './replay-links.cases.ts';
import './replay-comments.cases.ts';
import './replay-fork.cases.ts';
import './replay-curve.cases.ts';
import './results.cases.ts';
import './questions.cases.ts';
import './question-publish.cases.ts';
import './question-files.cases.ts';
import './question-plan.cases.ts';
import './question-drafts.cases.ts';
import './panel.cases.ts';
import './interviewer.cases.ts';
import './interviewer-choice.cases.ts';
import './assistant.cases.ts';
// From here on a server process runs, which stores every recording that is due by itself.
import './server.cases.ts';
import './problem-form.cases.ts';

beforeAll(startHarness);
afterAll(() => getHarness().stop());
