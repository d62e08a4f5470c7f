import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import { RECORDER_IDENTITY } from '#core/call.ts';
import { type UsageReport, usageReportSchema } from '#core/interviewer-service.ts';
import {
  RECORDER_CLAIMS_PATH,
  type RecorderClaimReply,
  recorderClaimRequestSchema,
  type SegmentHead,
  segmentHeadSchema,
  speechReportSchema,
} from '#core/recorder-service.ts';
import type { Heard } from '#core/speech.ts';
import type { MediaServer } from '#tests/media-server.ts';

export const RECORDER_TOKEN = 'recorder-token-of-tests';

/** How long a lease of it is good for, in milliseconds: tests do not wait as long as people do. */
const LEASE = 1500;

/** The app's addresses for whoever records, on loopback, with one call. */
export class FakeRecorderApp {
  /** Who may be recorded. */
  speakers: string[] = [];
  /** Status that segments are answered with instead of being stored; null while all works. */
  segmentStatus: number | null = null;
  readonly segments: (SegmentHead & { bytes: Buffer })[] = [];
  readonly heard: Heard[] = [];
  /** What transcripts cost, as it was reported. */
  readonly usage: UsageReport[] = [];
  url = '';
  readonly #interviewId: string;
  readonly #media: MediaServer;
  readonly #room: string;
  readonly #ahead: number;
  #lease: { host: string | null; until: number } = { host: null, until: 0 };
  readonly #server = http.createServer((request, response) => {
    this.#answer(request, response).catch(() => response.destroy());
  });

  /** `ahead`: its clock is so far ahead of this machine's, in milliseconds. */
  constructor(options: { interviewId: string; room: string; media: MediaServer; ahead?: number }) {
    this.#interviewId = options.interviewId;
    this.#media = options.media;
    this.#room = options.room;
    this.#ahead = options.ahead ?? 0;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this.url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What is stored of somebody, in order. */
  of(participantId: string): (SegmentHead & { bytes: Buffer })[] {
    return this.segments
      .filter((one) => one.participantId === participantId)
      .sort((one, other) => one.number - other.number);
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const reply = (status: number, answer: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    if (request.headers.authorization !== `Bearer ${RECORDER_TOKEN}`) return reply(401, {});
    if (url.pathname === RECORDER_CLAIMS_PATH)
      return reply(
        200,
        await this.#claim(recorderClaimRequestSchema.parse(JSON.parse(body.toString('utf8')))),
      );
    if (url.pathname.endsWith('/speech')) {
      const { heard, host } = speechReportSchema.parse(JSON.parse(body.toString('utf8')));
      const status = this.#statusFor(host, heard.participantId);
      if (status === 200) this.heard.push(heard);
      return reply(status, {});
    }
    if (url.pathname.endsWith('/usage')) {
      const report = usageReportSchema.parse(JSON.parse(body.toString('utf8')));
      if (this.#lease.host !== report.host) return reply(409, {});
      this.usage.push(report);
      return reply(200, {});
    }
    const head = segmentHeadSchema.parse(Object.fromEntries(url.searchParams));
    const status = this.segmentStatus ?? this.#statusFor(head.host, head.participantId);
    if (status !== 200) return reply(status, {});
    const isWhole = createHash('sha256').update(body).digest('hex') === head.sha256;
    if (!isWhole || !body.subarray(0, 4).equals(Buffer.from('OggS'))) return reply(400, {});
    if (!this.of(head.participantId).some(({ number }) => number === head.number))
      this.segments.push({ ...head, bytes: body });
    return reply(200, { taken: true });
  }

  async #claim({
    held,
    host,
    released,
    room,
  }: z.output<typeof recorderClaimRequestSchema>): Promise<RecorderClaimReply> {
    const now = Date.now();
    const serverTime = now + this.#ahead;
    if (this.#lease.host === host && released.includes(this.#interviewId))
      this.#lease = { host: null, until: 0 };
    const isOurs = this.#lease.host === host && held.includes(this.#interviewId);
    if (this.speakers.length === 0 || !(isOurs || (room > 0 && this.#lease.until <= now)))
      return { calls: [], serverTime };
    this.#lease = { host, until: now + LEASE };
    const stored = this.speakers.map((id) => [id, this.of(id).at(-1)?.number ?? 0] as const);
    return {
      calls: [
        {
          interviewId: this.#interviewId,
          url: this.#media.url,
          token: await this.#media.token(RECORDER_IDENTITY, {
            room: this.#room,
            ...{ hidden: true, recorder: true, canPublish: false, canPublishData: false, canSubscribe: true },
          }),
          speakers: this.speakers.map((participantId) => ({ participantId, name: participantId })),
          storedSegments: Object.fromEntries(stored.filter(([, number]) => number > 0)),
        },
      ],
      serverTime,
    };
  }

  #statusFor(host: string, participantId: string): number {
    if (this.#lease.host !== host) return 409;
    return this.speakers.includes(participantId) ? 200 : 403;
  }
}
