import { assistantRequestSchema } from '#core/assistant-service.ts';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import { controlRequestSchema } from '#core/room-protocol.ts';
import { encodeJournalPart } from '#core/tape/journal.ts';
import type { InterviewRoom } from './interview-room.ts';

/** Answers the app's requests into a room. The front has checked the service token and the room's name. */
export async function answerRequest(
  room: InterviewRoom,
  roomName: string,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  const action = url.pathname.split('/').slice(4).join('/');
  switch (`${request.method} ${action}`) {
    case 'POST control': {
      const body = controlRequestSchema.safeParse(await request.json().catch(() => null));
      if (!body.success) return refuse('bad_request');
      const refused = await room.control(roomName, body.data);
      return refused ? refuse(refused) : Response.json({ ok: true, report: room.report() });
    }
    case 'POST assistant': {
      const body = assistantRequestSchema.safeParse(await request.json().catch(() => null));
      if (!body.success) return refuse('bad_request');
      const answer = await room.assist(roomName, body.data);
      if (answer && 'code' in answer) return refuse(answer.code, answer.message);
      return Response.json(answer);
    }
    case 'GET journal': {
      const from = Number(url.searchParams.get('from') ?? 0);
      if (!Number.isSafeInteger(from) || from < 0) return refuse('bad_request');
      const journal = await room.journal(roomName, from);
      if (typeof journal === 'string') return refuse(journal);
      return new Response(toStream(journal.segments), {
        headers: {
          'content-type': 'application/octet-stream',
          /** Number of frames in the journal when this was asked. */
          'x-journal-position': String(journal.position),
        },
      });
    }
    case 'GET seal': {
      const seal = await room.seal(roomName);
      return typeof seal === 'string' ? refuse(seal) : Response.json(seal);
    }
    case 'GET stats':
      return Response.json(await room.stats(roomName));
    default:
      return refuse('not_found');
  }
}

export function refuse(code: ErrorCode, message: string = ERRORS[code].text): Response {
  return Response.json({ code, message }, { status: ERRORS[code].status });
}

/** One segment after the other, no faster than the reader takes them. */
function toStream(segments: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await segments.next();
      if (done) return controller.close();
      controller.enqueue(encodeJournalPart(value));
    },
    async cancel() {
      await segments.return(undefined);
    },
  });
}
