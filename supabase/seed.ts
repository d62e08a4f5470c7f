import type { PostgrestSingleResponse } from '@supabase/supabase-js';
import { createScriptClient, type ScriptClient } from './client.ts';
import { DEMO_PROBLEM } from './demo-problem.ts';

const PASSWORD = 'interlace-demo';

const PEOPLE = [
  { email: 'owner@interlace.test', name: 'Olivia Owner', role: 'owner' },
  { email: 'interviewer@interlace.test', name: 'Iris Interviewer', role: 'interviewer' },
  { email: 'reviewer@interlace.test', name: 'Ravi Reviewer', role: 'reviewer' },
] as const;

/**
 * Fills an empty installation with a demo organisation, three people (password `interlace-demo`) and an interview
 * with a problem and its tests.
 * Does nothing when the database has a user already, so it can run at every start.
 * @param options.fetch reaches the API before it listens, if given
 */
export async function seedDemo(options: {
  url: string;
  secretKey: string;
  fetch?: typeof fetch;
}): Promise<void> {
  const { url, secretKey, ...reach } = options;
  const client = createScriptClient(url, secretKey, reach);
  const { data, error } = await client.auth.admin.listUsers({ perPage: 1 });
  if (error) throw error;
  if (data.users.length > 0) return;
  await seed(client);
}

async function seed(client: ScriptClient): Promise<void> {
  const organization = must(
    await client.from('organizations').insert({ name: 'Acme Interviews' }).select('id').single(),
  );
  const ids = new Map<string, string>();
  for (const person of PEOPLE) {
    const { data, error } = await client.auth.admin.createUser({
      email: person.email,
      password: PASSWORD,
      email_confirm: true,
      user_metadata: { display_name: person.name, invited: true },
    });
    if (error) throw error;
    ids.set(person.role, data.user.id);
    must(
      await client
        .from('memberships')
        .insert({ organization_id: organization.id, user_id: data.user.id, role: person.role })
        .select('role')
        .single(),
    );
  }
  const interview = must(
    await client
      .from('interviews')
      .insert({
        organization_id: organization.id,
        created_by: ids.get('interviewer') ?? null,
        title: 'Backend pairing: rate limiter',
        candidate_name: 'Casey Candidate',
        candidate_email: 'casey@example.com',
        language: 'python',
      })
      .select('id')
      .single(),
  );
  must(
    await client
      .from('interview_problems')
      .insert({ interview_id: interview.id, ...DEMO_PROBLEM, updated_by: ids.get('interviewer') ?? null })
      .select('interview_id')
      .single(),
  );
}

function must<T>(response: PostgrestSingleResponse<T>): T {
  if (response.error) throw new Error(`The demo data could not be made: ${response.error.message}`);
  return response.data;
}
