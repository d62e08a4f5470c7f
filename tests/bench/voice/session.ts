import type { Model } from '#models/model.ts';
import { machineClock } from '../../../interviewer/clock.ts';
import { Minds } from '../../../interviewer/mind/minds.ts';
import { ModelThinker } from '../../../interviewer/mind/model-thinker.ts';
import { Interview } from '../../../interviewer/talk/interview.ts';
import type { OpenVoice } from '../../../interviewer/talk/voice-side.ts';
import { buildBrief, buildQuestion, FakeRoom } from '../../../interviewer/tests/fake-room.ts';
import { Loudspeaker, Microphone } from '../../../interviewer/tests/sound-port.ts';
import { AgentVoice } from '../../../interviewer/voice/agent-voice.ts';
import type { Sound, Speaker, Transcriber } from '../../../interviewer/voice/speech-service.ts';
import type { VoiceListener } from '../../../interviewer/voice/voice.ts';

export interface Services {
  transcriber: Transcriber | null;
  speaker: Speaker | null;
}

const SILENT_LOG = { info: () => {}, error: () => {} };
const NOBODY: VoiceListener = {
  onHeard: () => {},
  onVoice: () => {},
  onCaption: () => {},
  onSenses: () => {},
  onUnheard: () => {},
  onTranscribing: () => {},
};
/** How long anything here may take, in milliseconds, before there is nothing to measure. */
const PATIENCE = 30_000;

/** An agent session with a microphone and a loudspeaker in memory, which go at the pace of the clock. */
export class BenchCall {
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  readonly voice: AgentVoice;

  private constructor(voice: AgentVoice, microphone: Microphone, loudspeaker: Loudspeaker) {
    this.voice = voice;
    this.microphone = microphone;
    this.loudspeaker = loudspeaker;
  }

  static async start({ transcriber, speaker }: Services, listener = NOBODY): Promise<BenchCall> {
    const microphone = new Microphone();
    const loudspeaker = new Loudspeaker();
    const voice = await AgentVoice.start({
      ...{ transcriber, speaker, listener },
      prompt: () => '',
      clock: machineClock,
      log: SILENT_LOG,
      onEnded: () => {
        throw new Error('A session ended by itself.');
      },
      connect: async (session, agent) => {
        session.input.audio = microphone;
        session.output.audio = loudspeaker;
        await session.start({ agent, record: false });
      },
    });
    return new BenchCall(voice, microphone, loudspeaker);
  }

  async close(): Promise<void> {
    await this.voice.close();
    await this.microphone.close();
    this.loudspeaker.close();
  }
}

/** A whole interview in such a call: real mind over HTTP, real session; the room is one in memory. */
export class BenchInterview {
  readonly call: BenchCall;
  readonly #interview: Interview;

  private constructor(call: BenchCall, interview: Interview) {
    this.call = call;
    this.#interview = interview;
  }

  static async start(services: Services, model: Model): Promise<BenchInterview> {
    const brief = buildBrief([buildQuestion('Sums')]);
    const room = new FakeRoom(machineClock, []);
    // the interview listens once it is made, and it is made with a voice that stands
    const relay: { to: VoiceListener } = { to: NOBODY };
    const call = await BenchCall.start(services, {
      onHeard: (said) => relay.to.onHeard(said),
      onVoice: (isSpeaking) => relay.to.onVoice(isSpeaking),
      onCaption: (text) => relay.to.onCaption(text),
      onSenses: (senses) => relay.to.onSenses(senses),
      onUnheard: () => relay.to.onUnheard(),
      onTranscribing: (isSlow) => relay.to.onTranscribing(isSlow),
    });
    const openVoice: OpenVoice = ({ listener }) => {
      relay.to = listener;
      return call.voice;
    };
    const interview: Interview = new Interview({
      brief,
      minds: new Minds({
        thinker: new ModelThinker(model),
        budget: { turns: 1e6, tokens: 1e12, costMicros: 1e12 },
        used: brief.usage,
        clock: machineClock,
        onTrouble: (trouble) => interview.noteTrouble(trouble),
        onMind: (_mind, reason) => interview.noteMind(reason),
        onUsage: () => {},
      }),
      clock: machineClock,
      log: SILENT_LOG,
      connect: (listener) => room.connect(listener),
      openVoice,
      onDone: () => {},
    });
    room.enter();
    return new BenchInterview(call, interview);
  }

  /** Says it and waits for the answer: milliseconds from the end of speech to the first sound. */
  async turn(sound: Sound): Promise<number> {
    const { loudspeaker, microphone } = this.call;
    await microphone.play(sound);
    const endedAt = Date.now();
    loudspeaker.loudAt.length = 0;
    await until(() => loudspeaker.loudAt.length > 0, 'an answer');
    return (loudspeaker.loudAt[0] ?? Number.NaN) - endedAt;
  }

  /** Waits until it has said all that it says. */
  async silence(): Promise<void> {
    const { loudspeaker } = this.call;
    await until(
      () => loudspeaker.loudAt.length > 0 && Date.now() - (loudspeaker.loudAt.at(-1) ?? 0) > 1000,
      'silence',
    );
    loudspeaker.takeHeard();
  }

  async close(): Promise<void> {
    this.#interview.stop();
    await this.call.close();
  }
}

/** Looks every 2 ms, so that what is measured is not the looking. Throws when it was waited for in vain. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + PATIENCE; !isSo(); ) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await pause(2);
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The same sound without the silence around it: what ends when speech ends, and begins when it begins. */
export function trim({ samples, rate }: Sound): Sound {
  const isLoud = (sample: number) => Math.abs(sample) > 500;
  return { samples: samples.slice(samples.findIndex(isLoud), samples.findLastIndex(isLoud) + 1), rate };
}
