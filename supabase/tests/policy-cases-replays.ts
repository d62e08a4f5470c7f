import { buildComment, buildInterview, buildReplayLink, must, newLink } from './people.ts';
import { MANAGERS, MEMBERS, type PolicyCase, type Team, WRITERS } from './policy-team.ts';

/** Links to replays, who looked at them, and what people say about them. */
export const listReplayCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newReplayLink = (interviewId: string) => {
    const { secret_hash, expires_at } = newLink();
    return { interview_id: interviewId, secret_hash, expires_at };
  };
  const newView = async () => {
    const interview_id = await team.newInterview();
    return must(
      await database.service
        .from('replay_views')
        .insert({ interview_id, what: 'page' })
        .select('id')
        .single(),
    ).id;
  };
  const newComment = async (author: string) => buildComment(database, await team.newInterview(), { author });
  return [
    {
      table: 'replay_links',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) => {
        const id = await buildReplayLink(database, await team.newInterview());
        return client.from('replay_links').select().eq('id', id);
      },
    },
    {
      table: 'replay_links',
      what: 'create one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_links')
          .insert({ ...newReplayLink(await team.newInterview()), created_by: userId })
          .select(),
    },
    {
      table: 'replay_links',
      what: "create one in somebody else's name",
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('replay_links')
          .insert({
            ...newReplayLink(await team.newInterview()),
            created_by: await team.newMember('interviewer'),
          })
          .select(),
    },
    {
      table: 'replay_links',
      what: 'create one to an interview of another organisation',
      allowed: ['service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_links')
          .insert({ ...newReplayLink(await buildInterview(database)), created_by: userId })
          .select(),
    },
    {
      table: 'replay_links',
      what: 'revoke one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const id = await buildReplayLink(database, await team.newInterview());
        return client
          .from('replay_links')
          .update({ revoked_at: new Date().toISOString() })
          .eq('id', id)
          .select();
      },
    },
    {
      table: 'replay_links',
      what: 'make one work longer',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildReplayLink(database, await team.newInterview());
        return client
          .from('replay_links')
          .update({ expires_at: new Date(Date.now() + 7_200_000).toISOString() })
          .eq('id', id)
          .select();
      },
    },
    {
      table: 'replay_links',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildReplayLink(database, await team.newInterview());
        return client.from('replay_links').delete().eq('id', id).select();
      },
    },
    {
      table: 'replay_views',
      what: 'read who looked',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('replay_views')
          .select()
          .eq('id', await newView()),
    },
    {
      table: 'replay_views',
      what: 'say that somebody looked',
      allowed: ['service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_views')
          .insert({ interview_id: await team.newInterview(), user_id: userId, what: 'tape' })
          .select(),
    },
    {
      table: 'replay_views',
      what: 'change the log',
      allowed: [],
      run: async ({ client }) =>
        client
          .from('replay_views')
          .update({ user_id: null })
          .eq('id', await newView())
          .select(),
    },
    {
      table: 'replay_views',
      what: 'delete from the log',
      allowed: [],
      run: async ({ client }) =>
        client
          .from('replay_views')
          .delete()
          .eq('id', await newView())
          .select(),
    },
    {
      table: 'replay_comments',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) => {
        const id = await buildComment(database, await team.newInterview(), { visibility: 'everyone' });
        return client.from('replay_comments').select().eq('id', id);
      },
    },
    {
      table: 'replay_comments',
      what: 'write one',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_comments')
          .insert({
            interview_id: await team.newInterview(),
            author: userId,
            at_ms: 1,
            position: 1,
            body: 'Look.',
          })
          .select(),
    },
    {
      table: 'replay_comments',
      what: "write one in somebody else's name",
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('replay_comments')
          .insert({
            interview_id: await team.newInterview(),
            author: await team.newMember('reviewer'),
            at_ms: 1,
            position: 1,
            body: 'Look.',
          })
          .select(),
    },
    {
      table: 'replay_comments',
      what: 'write one about an interview of another organisation',
      allowed: ['service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_comments')
          .insert({
            interview_id: await buildInterview(database),
            author: userId,
            at_ms: 1,
            position: 1,
            body: 'Look.',
          })
          .select(),
    },
    {
      table: 'replay_comments',
      what: 'change the own',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_comments')
          .update({ body: 'Look again.', visibility: 'everyone' })
          .eq('id', await newComment(userId))
          .select(),
    },
    {
      table: 'replay_comments',
      what: "change somebody else's",
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('replay_comments')
          .update({ body: 'I was wrong.' })
          .eq('id', await newComment(await team.newMember('reviewer')))
          .select(),
    },
    {
      table: 'replay_comments',
      what: 'move the own to another moment',
      allowed: ['service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_comments')
          .update({ at_ms: 5 })
          .eq('id', await newComment(userId))
          .select(),
    },
    {
      table: 'replay_comments',
      what: 'delete the own',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('replay_comments')
          .delete()
          .eq('id', await newComment(userId))
          .select(),
    },
    {
      table: 'replay_comments',
      what: "delete somebody else's",
      allowed: [...MANAGERS, 'service'],
      run: async ({ client }) =>
        client
          .from('replay_comments')
          .delete()
          .eq('id', await newComment(await team.newMember('interviewer')))
          .select(),
    },
  ];
};
