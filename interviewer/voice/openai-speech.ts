import OpenAI, { toFile } from 'openai';
import { z } from 'zod';
import {
  type Sound,
  type Speaker,
  SpeechError,
  type SpeechTrouble,
  type Transcriber,
  type Transcript,
} from './speech-service.ts';
import { encodeWav } from './wav.ts';

const url = z.url().transform((value) => value.replace(/\/$/, ''));

/** Settings of hearing and speaking. Both may be local servers, which need an address and no key. */
export const speechSettings = {
  /** Another endpoint for transcriptions than `OPENAI_BASE_URL`; it may be a local Whisper. */
  TRANSCRIBE_BASE_URL: url.optional(),
  TRANSCRIBE_API_KEY: z.string().optional(),
  TRANSCRIBE_MODEL: z.string().default('whisper-1'),
  /** Language of the conversation as ISO 639-1; transcribers guess short words badly without. */
  TRANSCRIBE_LANGUAGE: z.string().min(2).max(5).default('en'),
  SPEECH_BASE_URL: url.optional(),
  SPEECH_API_KEY: z.string().optional(),
  SPEECH_MODEL: z.string().default('gpt-4o-mini-tts'),
  SPEECH_VOICE: z.string().default('alloy'),
  /**
   * US dollars for a minute of sound and for a million characters, for the cost that is shown and for budgets; 0 for a
   * server of one's own. OpenAI's list has 0.006 for `whisper-1`; `gpt-4o-mini-tts` is sold by tokens, of which it says
   * that they come to 0.015 a minute: at some 900 characters a minute about 17.
   */
  TRANSCRIBE_PRICE: z.coerce.number().min(0).default(0.006),
  SPEECH_PRICE: z.coerce.number().min(0).default(17),
} as const;

export type SpeechSettings = z.infer<z.ZodObject<typeof speechSettings>> & {
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
};

/** A local server wants no key, and the SDK wants a word. */
const NO_KEY = 'none';
/** How long a transcription may take, in milliseconds: beyond it people have gone on. */
const TRANSCRIBE_TIMEOUT = 8000;
/** How long the first sound of a sentence may take, in milliseconds. */
const SPEECH_TIMEOUT = 5000;

/**
 * Whisper, or what speaks as its endpoint does; null without a key or an address. `timeout`: how long a transcription
 * may take, in milliseconds.
 */
export function chooseTranscriber(
  settings: SpeechSettings,
  timeout = TRANSCRIBE_TIMEOUT,
): Transcriber | null {
  const client = makeClient(settings.TRANSCRIBE_API_KEY, settings.TRANSCRIBE_BASE_URL, settings, {
    timeout,
    maxRetries: 1,
  });
  return client && new OpenAiTranscriber(client, settings.TRANSCRIBE_MODEL, settings.TRANSCRIBE_LANGUAGE);
}

/** OpenAI's speech, or what speaks as its endpoint does; null without a key or an address. */
export function chooseSpeaker(settings: SpeechSettings): Speaker | null {
  const client = makeClient(settings.SPEECH_API_KEY, settings.SPEECH_BASE_URL, settings, {
    timeout: SPEECH_TIMEOUT,
    maxRetries: 0,
  });
  return client && new OpenAiSpeaker(client, settings.SPEECH_MODEL, settings.SPEECH_VOICE);
}

function makeClient(
  ownKey: string | undefined,
  ownUrl: string | undefined,
  { OPENAI_API_KEY, OPENAI_BASE_URL }: SpeechSettings,
  limits: { timeout: number; maxRetries: number },
): OpenAI | null {
  const baseURL = ownUrl ?? OPENAI_BASE_URL;
  // the key of one provider is never sent to the address of another
  const apiKey = ownKey ?? (ownUrl ? undefined : OPENAI_API_KEY);
  if (!apiKey && !baseURL) return null;
  return new OpenAI({ apiKey: apiKey ?? NO_KEY, ...(baseURL ? { baseURL } : {}), ...limits });
}

/** `verbose_json` of Whisper; other models give the text alone. */
const transcriptSchema = z.object({
  text: z.string(),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })).optional(),
});

class OpenAiTranscriber implements Transcriber {
  readonly #client: OpenAI;
  readonly model: string;
  readonly #language: string;

  constructor(client: OpenAI, model: string, language: string) {
    this.#client = client;
    this.model = model;
    this.#language = language;
  }

  async transcribe(
    sound: Sound,
    { signal, prompt }: { signal?: AbortSignal; prompt?: string },
  ): Promise<Transcript> {
    // the SDK never takes its listener off a signal, and a session of hours has one signal for all of its requests
    const request = new AbortController();
    const abort = () => request.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    // the models after Whisper tell no times of words and refuse to be asked for them
    const hasTimes = this.model.includes('whisper');
    try {
      const file = await toFile(encodeWav(sound), 'speech.wav', { type: 'audio/wav' });
      const answer: unknown = await this.#client.audio.transcriptions.create(
        {
          file,
          model: this.model,
          language: this.#language,
          ...(prompt ? { prompt } : {}),
          ...(hasTimes
            ? { response_format: 'verbose_json', timestamp_granularities: ['word'] }
            : { response_format: 'json' }),
        },
        { signal: request.signal },
      );
      const { text, words = [] } = transcriptSchema.parse(answer);
      return {
        text: text.trim(),
        words: words.map(({ word, start, end }) => ({
          text: word.trim(),
          from: Math.round(start * 1000),
          to: Math.round(end * 1000),
        })),
      };
    } catch (error) {
      throw toSpeechError(error);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }
}

class OpenAiSpeaker implements Speaker {
  readonly #client: OpenAI;
  readonly model: string;
  readonly #voice: string;

  constructor(client: OpenAI, model: string, voice: string) {
    this.#client = client;
    this.model = model;
    this.#voice = voice;
  }

  async *speak(text: string, signal: AbortSignal): AsyncIterable<Int16Array> {
    try {
      const response = await this.#client.audio.speech.create(
        { model: this.model, voice: this.#voice, input: text, response_format: 'pcm' },
        { signal },
      );
      if (!response.body) throw new SpeechError('refused', 'The speaker sent no sound.');
      // a sample may be torn between two pieces
      let odd: number | null = null;
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
        const bytes: Uint8Array = odd === null ? piece : Uint8Array.of(odd, ...piece);
        const even: number = bytes.length & ~1;
        odd = even < bytes.length ? (bytes[even] ?? null) : null;
        if (even === 0) continue;
        const samples = new Int16Array(even / 2);
        const view = new DataView(bytes.buffer, bytes.byteOffset, even);
        for (let n = 0; n < samples.length; n++) samples[n] = view.getInt16(2 * n, true);
        yield samples;
      }
    } catch (error) {
      if (signal.aborted) return;
      throw toSpeechError(error);
    }
  }
}

function toSpeechError(error: unknown): SpeechError {
  if (error instanceof SpeechError) return error;
  if (error instanceof OpenAI.APIConnectionTimeoutError)
    return new SpeechError('slow', 'The service of speech took too long.', { cause: error });
  if (error instanceof OpenAI.APIError && typeof error.status === 'number')
    return new SpeechError(
      troubleOf(error.status),
      `The service of speech answered ${error.status}. Check its address, key and model.`,
      { cause: error },
    );
  if (error instanceof z.ZodError)
    return new SpeechError('refused', 'The transcriber answered with something else than a transcript.', {
      cause: error,
    });
  return new SpeechError('unreachable', 'The service of speech cannot be reached.', { cause: error });
}

function troubleOf(status: number): SpeechTrouble {
  if (status === 401 || status === 403) return 'unauthorised';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unreachable' : 'refused';
}
