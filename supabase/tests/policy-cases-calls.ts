import { randomBytes, randomUUID } from 'node:crypto';
import { buildGuest, must } from './people.ts';
import { MEMBERS, type PolicyCase, type Team, WRITERS } from './policy-team.ts';

/** Which interviews have a call, which process records one, and what was recorded. */
export const listCallCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newSegment = async () => {
    const interview_id = await team.newInterview();
    const participant_id = await buildGuest(database, interview_id);
    return {
      id: randomUUID(),
      interview_id,
      participant_id,
      name: 'Casey',
      number: 1,
      started_at_ms: Date.now(),
      duration_ms: 1000,
      bytes: 100,
      sha256: randomBytes(32).toString('hex'),
      storage_path: `2026/11/28/${interview_id}/voice/${participant_id}-1.ogg`,
    };
  };
  const newStored = async () => {
    const segment = await newSegment();
    must(await database.service.from('audio_segments').insert(segment).select());
    return segment;
  };
  const newRecording = async () => {
    const recording = {
      interview_id: await team.newInterview(),
      host: randomUUID(),
      lease_until: new Date().toISOString(),
    };
    must(await database.service.from('call_recordings').insert(recording).select());
    return recording;
  };
  return [
    {
      table: 'interviews',
      what: 'say whether there is a call, and whether it is recorded',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .update({ allows_call: false, records_call: false })
          .eq('id', await team.newInterview())
          .select(),
    },
    {
      table: 'interviews',
      what: 'create one with a call that is not recorded',
      allowed: [...WRITERS, 'service'],
      run: ({ client, userId }) =>
        client
          .from('interviews')
          .insert({
            organization_id: team.organizationId,
            created_by: userId,
            title: 'Screening',
            candidate_name: 'Casey',
            language: 'python',
            allows_call: true,
            records_call: false,
          })
          .select(),
    },
    {
      table: 'participants',
      what: 'answer for somebody’s voice',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('participants')
          .update({ voice_consent: true })
          .eq('id', (await newSegment()).participant_id)
          .select(),
    },
    {
      table: 'call_recordings',
      what: 'read them',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('call_recordings')
          .select()
          .eq('interview_id', (await newRecording()).interview_id),
    },
    {
      table: 'call_recordings',
      what: 'have one recorded',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('call_recordings')
          .insert({ interview_id: await team.newInterview() })
          .select(),
    },
    {
      table: 'call_recordings',
      what: 'end one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('call_recordings')
          .delete()
          .eq('interview_id', (await newRecording()).interview_id)
          .select(),
    },
    {
      table: 'call_recordings',
      what: 'claim calls',
      allowed: ['service'],
      run: async ({ client }) => {
        const { interview_id, host } = await newRecording();
        const { data, error } = await client.rpc('claim_call_recordings', {
          p_host: host,
          p_held: [interview_id],
          p_released: [],
          p_room: 0,
          p_lease_ms: 1000,
        });
        return { data: data ? [data] : [], error };
      },
    },
    {
      table: 'call_recordings',
      what: 'ask who may be recorded',
      allowed: ['service'],
      run: async ({ client }) => {
        const p_interview_id = await team.newInterview();
        const { data, error } = await client.rpc('call_speakers', { p_interview_id });
        return { data: data ? [data] : [], error };
      },
    },
    {
      table: 'audio_segments',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('audio_segments')
          .select()
          .eq('id', (await newStored()).id),
    },
    {
      table: 'audio_segments',
      what: 'put one there',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('audio_segments')
          .insert(await newSegment())
          .select(),
    },
    {
      table: 'audio_segments',
      what: 'change one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('audio_segments')
          .update({ name: 'Other' })
          .eq('id', (await newStored()).id)
          .select(),
    },
    {
      table: 'audio_segments',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('audio_segments')
          .delete()
          .eq('id', (await newStored()).id)
          .select(),
    },
  ];
};
