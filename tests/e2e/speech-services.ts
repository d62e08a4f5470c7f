import { FakeSpeech } from '../../interviewer/tests/fake-speech.ts';

/** What people say in these journeys. */
export const SAID = {
  ready: 'yes i am ready',
  thought: 'i will sort the meetings first and then merge them',
  wait: 'give me a minute',
} as const;

/** An ear and a voice for the product on loopback, and how it is told of them. The ear can make out what is said here alone. */
export async function startSpeechServices(): Promise<{
  settings: Record<string, string>;
  stop(): Promise<void>;
}> {
  const speech = new FakeSpeech(Object.values(SAID));
  const url = await speech.start();
  return {
    settings: { TRANSCRIBE_BASE_URL: url, SPEECH_BASE_URL: url },
    stop: () => speech.stop(),
  };
}
