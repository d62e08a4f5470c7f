import { randomBytes, randomUUID } from 'node:crypto';
import { buildInterview, must, newRecording } from './people.ts';
import { MEMBERS, type PolicyCase, type Team } from './policy-team.ts';

/** Recordings, what is to be done about them, and what was computed from them. */
export const listRecordingCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newOver = () =>
    buildInterview(database, { organization_id: team.organizationId, status: 'completed' });
  const newStored = async () => {
    const id = await newOver();
    must(await database.service.from('recordings').insert(newRecording(id)).select());
    return id;
  };
  const newPoint = async () => ({
    interview_id: await team.newInterview(),
    content_hash: randomBytes(32).toString('hex'),
    suite_hash: randomBytes(32).toString('hex'),
    results: { passed: 1 },
  });
  return [
    {
      table: 'recordings',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('recordings')
          .select()
          .eq('interview_id', await newStored()),
    },
    {
      table: 'recordings',
      what: 'put one there',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('recordings')
          .insert(newRecording(await newOver()))
          .select(),
    },
    {
      table: 'recordings',
      what: 'change one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('recordings')
          .update({ released_at: new Date().toISOString() })
          .eq('interview_id', await newStored())
          .select(),
    },
    {
      table: 'recordings',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('recordings')
          .delete()
          .eq('interview_id', await newStored())
          .select(),
    },
    {
      table: 'recordings_due',
      what: 'read them',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('recordings_due')
          .select()
          .eq('interview_id', await newOver()),
    },
    {
      table: 'storage_removals',
      what: 'read them',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await newOver();
        must(await database.service.from('interviews').delete().eq('id', id).select());
        return client.from('storage_removals').select().like('path', `%/${id}/%`);
      },
    },
    {
      table: 'storage_removals',
      what: 'have a file removed',
      allowed: ['service'],
      run: ({ client }) =>
        client.from('storage_removals').insert({ bucket: 'recordings', path: randomUUID() }).select(),
    },
    {
      table: 'correctness_points',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) => {
        const point = await newPoint();
        must(await database.service.from('correctness_points').insert(point).select());
        return client.from('correctness_points').select().eq('interview_id', point.interview_id);
      },
    },
    {
      table: 'correctness_points',
      what: 'make one up',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('correctness_points')
          .insert(await newPoint())
          .select(),
    },
    {
      table: 'correctness_points',
      what: 'change one',
      allowed: ['service'],
      run: async ({ client }) => {
        const point = await newPoint();
        must(await database.service.from('correctness_points').insert(point).select());
        return client
          .from('correctness_points')
          .update({ results: { passed: 2 } })
          .eq('interview_id', point.interview_id)
          .select();
      },
    },
  ];
};
