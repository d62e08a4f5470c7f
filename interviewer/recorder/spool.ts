import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const segmentSchema = z.object({
  interviewId: z.uuid(),
  participantId: z.uuid(),
  number: z.number().int().min(1),
  /** When its first sample was said, by the app's clock. */
  startedAt: z.number().int(),
  /** The process that recorded it. */
  host: z.uuid(),
});
export type SpooledSegment = z.infer<typeof segmentSchema>;

/** Stretches that are being recorded, or were and are not handed in yet: files, which outlive the process. */
export class Spool {
  readonly #folder: string;
  readonly #highest = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
    for (const segment of this.list()) this.#note(segment);
  }

  /** Makes room for a segment and returns where its sound goes. */
  open(segment: SpooledSegment): string {
    const file = this.#pathOf(segment, 'ogg');
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const facts = this.#pathOf(segment, 'json');
    fs.writeFileSync(`${facts}.new`, JSON.stringify(segment), { mode: 0o600 });
    fs.renameSync(`${facts}.new`, facts);
    this.#note(segment);
    return file;
  }

  /** All that lie here. */
  list(): SpooledSegment[] {
    if (!fs.existsSync(this.#folder)) return [];
    return fs
      .readdirSync(this.#folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => {
        try {
          const text = fs.readFileSync(path.join(this.#folder, name), 'utf8');
          return [segmentSchema.parse(JSON.parse(text))];
        } catch {
          return []; // not ours
        }
      });
  }

  /** The highest number of a speaker's segments that lie here or lay here since the process began; 0 where none did. */
  highest({ interviewId, participantId }: Pick<SpooledSegment, 'interviewId' | 'participantId'>): number {
    return this.#highest.get(`${interviewId} ${participantId}`) ?? 0;
  }

  /** The sound of a segment; empty where there is none. */
  async read(segment: SpooledSegment): Promise<Buffer> {
    try {
      return await fs.promises.readFile(this.#pathOf(segment, 'ogg'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    }
  }

  async remove(segment: SpooledSegment): Promise<void> {
    await fs.promises.rm(this.#pathOf(segment, 'ogg'), { force: true });
    await fs.promises.rm(this.#pathOf(segment, 'json'), { force: true });
    // the folder goes with its last file
    await fs.promises.rmdir(path.join(this.#folder, segment.interviewId)).catch(() => {});
  }

  #note(segment: SpooledSegment): void {
    const key = `${segment.interviewId} ${segment.participantId}`;
    this.#highest.set(key, Math.max(segment.number, this.highest(segment)));
  }

  #pathOf({ interviewId, participantId, number }: SpooledSegment, kind: 'ogg' | 'json'): string {
    return path.join(this.#folder, interviewId, `${participantId}-${number}.${kind}`);
  }
}
