import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Sound, SPEAKER_RATE } from '../voice/speech-service.ts';
import { decodeWav, hearSound, resample, speakText } from './sound.ts';

/** Transcriptions and speech on loopback as OpenAI's endpoints give them, with flite as the voice and pocketsphinx as the ear. */
export class FakeSpeech {
  /** What the ear can make out: nothing else is ever heard. */
  sentences: readonly string[];
  /** Status that each answers with instead of doing anything; null while it works. */
  transcribeStatus: number | null = null;
  speechStatus: number | null = null;
  /** How long each takes before it answers, in milliseconds. */
  delay = { transcribe: 0, speech: 0 };
  /** Says this instead of listening, where it is set. */
  hears: string | null = null;
  readonly heard: string[] = [];
  readonly said: string[] = [];
  /** Prompts and keys that came with requests. */
  readonly prompts: string[] = [];
  readonly keys: string[] = [];
  url = '';
  /** What was spoken once: the same text sounds the same. */
  readonly #sounds = new Map<string, Promise<Sound>>();
  readonly #server = http.createServer((request, response) => {
    this.#answer(request, response).catch(() => response.destroy());
  });

  constructor(sentences: readonly string[] = []) {
    this.sentences = sentences;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
    return this.url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    this.keys.push(request.headers.authorization ?? '');
    if (request.url?.endsWith('/audio/transcriptions')) return this.#transcribe(request, response, body);
    if (request.url?.endsWith('/audio/speech')) return this.#speak(response, body);
    response.writeHead(404).end();
  }

  async #transcribe(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    body: Buffer,
  ): Promise<void> {
    await pause(this.delay.transcribe);
    if (this.transcribeStatus !== null) return refuse(response, this.transcribeStatus);
    const form = await new Request('http://127.0.0.1/', {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? '' },
      body: new Uint8Array(body),
    }).formData();
    const file = form.get('file');
    if (!(file instanceof File)) return refuse(response, 400);
    this.prompts.push(String(form.get('prompt') ?? ''));
    const sound = decodeWav(new Uint8Array(await file.arrayBuffer()));
    const text = this.hears ?? (await hearSound(sound, this.sentences));
    this.heard.push(text);
    const seconds = sound.samples.length / sound.rate;
    const spoken = text.split(' ').filter(Boolean);
    const words = spoken.map((word, n) => ({
      word,
      start: (n * seconds) / spoken.length,
      end: ((n + 1) * seconds) / spoken.length,
    }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(form.get('response_format') === 'verbose_json' ? { text, words } : { text }));
  }

  async #speak(response: http.ServerResponse, body: Buffer): Promise<void> {
    await pause(this.delay.speech);
    if (this.speechStatus !== null) return refuse(response, this.speechStatus);
    const { input } = JSON.parse(body.toString()) as { input: string };
    this.said.push(input);
    const made = this.#sounds.get(input) ?? speakText(input).then((sound) => resample(sound, SPEAKER_RATE));
    this.#sounds.set(input, made);
    const { samples } = await made;
    const pcm = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    response.writeHead(200, { 'content-type': 'audio/pcm' });
    // pieces of an odd length tear samples apart, as networks do
    for (let at = 0; at < pcm.length; at += 9601) response.write(pcm.subarray(at, at + 9601));
    response.end();
  }
}

function refuse(response: http.ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: `refused with ${status}` } }));
}

function pause(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
