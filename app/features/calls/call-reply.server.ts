import { getEnv } from '#app/server/env.server.ts';
import { askMediaServer, getMediaServer } from '#app/server/media-server.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { CALL_RIGHTS, type CallAbsence, type CallReply, MEDIA_PATH } from '#core/call.ts';
import { type Caller, mintCallToken } from './call-token.server.ts';
import { listSpeakers } from './speakers.server.ts';

const ABSENCE_WORDS: Record<CallAbsence, string> = {
  'not-wanted': 'This interview has no call.',
  'no-server': 'There are no calls here: no media server is set up.',
  starting: 'Calls are being set up. Try again in a moment.',
  unreachable: 'The call cannot be reached right now. Try again in a moment.',
};

/** How somebody who may be in the room comes into its call, or why there is none. Browsers and processes reach it differently. */
export async function answerCaller(caller: Caller, from: 'browser' | 'process'): Promise<CallReply> {
  const { interviewId } = caller;
  const { allowsCall, isRecorded } = await readCall(interviewId);
  if (!allowsCall) return absent('not-wanted');
  const server = getMediaServer();
  if (!server) return absent('no-server');
  const state = await askMediaServer(server);
  if (state !== 'ready') return absent(state);
  if (isRecorded) await noteCall(interviewId);
  return {
    type: 'ready',
    url: from === 'browser' && server.isOwn ? ownCallUrl() : server.url,
    token: await mintCallToken(caller, server),
    isRecorded: isRecorded && (await isRecordedFor(caller)),
  };
}

/** People who speak hear of their own voice, everybody else of the call. */
async function isRecordedFor({ interviewId, participantId, role }: Caller): Promise<boolean> {
  const speakers = await listSpeakers(interviewId);
  const isSpeaker = role !== 'ai' && CALL_RIGHTS[role].sources.length > 0;
  return isSpeaker ? speakers.some((one) => one.participantId === participantId) : speakers.length > 0;
}

async function readCall(interviewId: string): Promise<{ allowsCall: boolean; isRecorded: boolean }> {
  const { data, error } = await getServiceClient()
    .from('interviews')
    .select('allows_call, records_call')
    .eq('id', interviewId)
    .single();
  if (error) throw new Error('The interview could not be read.', { cause: error });
  return { allowsCall: data.allows_call, isRecorded: data.allows_call && data.records_call };
}

/** From the first token on, processes that record may come for this call. */
async function noteCall(interviewId: string): Promise<void> {
  const { error } = await getServiceClient()
    .from('call_recordings')
    .upsert({ interview_id: interviewId }, { onConflict: 'interview_id', ignoreDuplicates: true });
  if (error) throw new Error('The call could not be noted.', { cause: error });
}

function absent(why: CallAbsence): CallReply {
  return { type: 'none', why, message: ABSENCE_WORDS[why] };
}

/** Where the app passes sockets of calls on. */
function ownCallUrl(): string {
  return getEnv().APP_URL.replace(/^http/, 'ws') + MEDIA_PATH;
}
