import { initializeLogger, tts } from '@livekit/agents';
import { runProcess } from '../process.ts';
import { SPEAKER_RATE } from '../voice/speech-service.ts';
import { Conversation } from './conversation.ts';

/** A speaker as those of the library are: what it throws is waited for by nobody. */
class ThrowingMouth extends tts.TTS {
  override label = 'tests.ThrowingMouth';

  constructor() {
    super(SPEAKER_RATE, 1, { streaming: false });
  }

  override synthesize(text: string): tts.ChunkedStream {
    return new ThrowingSentence(text, this);
  }

  override stream(): tts.SynthesizeStream {
    throw new Error('It says whole sentences.');
  }
}

class ThrowingSentence extends tts.ChunkedStream {
  override label = 'tests.ThrowingSentence';

  protected override async run(): Promise<void> {
    throw new Error('words of a candidate');
  }
}

/** One interview whose voice breaks, and another one that is held meanwhile. `unguarded`: outside of `runProcess`. */
async function hold(): Promise<void> {
  const other = new Conversation();
  await other.enter();
  new ThrowingMouth().synthesize('Hello.');
  await new Promise((resolve) => setTimeout(resolve, 500));
  await other.say('yes');
  process.stdout.write(`the other goes on: ${other.phases.join(', ')}\n`);
}

initializeLogger({ pretty: false, level: 'silent' });
if (process.argv[2] === 'unguarded') void hold();
else {
  const alive = setInterval(() => {}, 1000);
  runProcess('tests', { start: () => void hold(), stop: async () => clearInterval(alive) });
}
