-- AI interviewers: which interviews they hold, which process holds one now, and what their models cost.
alter table public.interviews
  -- What thinks when an AI interviewer holds it; null where people do.
  add column interviewer_mind text constraint interviews_interviewer_mind_check
    check (interviewer_mind in ('auto', 'claude', 'openai', 'scripted'));
create index interviews_interviewer_idx on public.interviews (created_at)
  where interviewer_mind is not null and is_candidate_in;

grant insert (interviewer_mind), update (interviewer_mind) on public.interviews to authenticated;

-- One AI interviewer an interview, however many processes come for it. The role is among the columns so that nobody
-- who reads the schema takes an interview for one that has one participant.
create unique index participants_one_ai on public.participants (interview_id, role) where role = 'ai';

-- Which process holds an interview, and until when it need not say so again.
create table public.interviewer_leases (
  interview_id uuid primary key references public.interviews (id) on delete cascade,
  host uuid not null,
  expires_at timestamptz not null,
  granted_at timestamptz not null default now()
);
alter table public.interviewer_leases enable row level security;
revoke all on public.interviewer_leases from anon, authenticated;

-- What one answer of a model cost. Its id is the process's, so that a report sent twice counts once.
create table public.interviewer_usage (
  id uuid primary key,
  interview_id uuid not null references public.interviews (id) on delete cascade,
  model text not null check (char_length(model) <= 120),
  turns integer not null check (turns >= 0),
  input_tokens bigint not null check (input_tokens >= 0),
  cached_input_tokens bigint not null check (cached_input_tokens >= 0),
  output_tokens bigint not null check (output_tokens >= 0),
  -- Millionths of a US dollar.
  cost_micros bigint not null check (cost_micros >= 0),
  at timestamptz not null default now()
);
create index interviewer_usage_interview_idx on public.interviewer_usage (interview_id, at);
alter table public.interviewer_usage enable row level security;
revoke all on public.interviewer_usage from anon, authenticated;
grant select on public.interviewer_usage to authenticated;
create policy "members read usage" on public.interviewer_usage for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));

-- What each model of an interview used so far.
create view public.interviewer_usage_totals with (security_invoker = true) as
select
  u.interview_id, u.model, sum(u.turns)::bigint as turns, sum(u.input_tokens)::bigint as input_tokens,
  sum(u.cached_input_tokens)::bigint as cached_input_tokens, sum(u.output_tokens)::bigint as output_tokens,
  sum(u.cost_micros)::bigint as cost_micros
from public.interviewer_usage u
group by u.interview_id, u.model;
revoke all on public.interviewer_usage_totals from anon, authenticated;
grant select on public.interviewer_usage_totals to authenticated;
comment on column public.interviewer_usage_totals.interview_id is 'Never null.';
comment on column public.interviewer_usage_totals.model is 'Never null.';
comment on column public.interviewer_usage_totals.turns is 'Never null.';
comment on column public.interviewer_usage_totals.input_tokens is 'Never null.';
comment on column public.interviewer_usage_totals.cached_input_tokens is 'Never null.';
comment on column public.interviewer_usage_totals.output_tokens is 'Never null.';
comment on column public.interviewer_usage_totals.cost_micros is 'Never null.';

-- Renews what this process holds, ends what it is done with, and grants up to `p_room` interviews whose candidate is
-- in and which nobody holds, the oldest first. Gives {held, granted}: what is not among the held is somebody else's.
create function public.claim_interviews(
  p_host uuid, p_held uuid[], p_released uuid[], p_room integer, p_lease_ms integer
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_until timestamptz := now() + p_lease_ms * interval '1 millisecond';
  v_held uuid[];
  v_granted uuid[];
begin
  delete from public.interviewer_leases l where l.host = p_host and l.interview_id = any (p_released);
  -- One that ran out is still its own, as long as nobody else was given it.
  with renewed as (
    update public.interviewer_leases l set expires_at = v_until
    where l.host = p_host and l.interview_id = any (p_held)
    returning l.interview_id
  )
  select coalesce(array_agg(r.interview_id), '{}') into v_held from renewed r;
  with free as (
    select i.id from public.interviews i
    where i.interviewer_mind is not null and i.is_candidate_in
      and i.status not in ('completed', 'abandoned', 'paused', 'interrupted')
      and not exists (
        select 1 from public.interviewer_leases l where l.interview_id = i.id and l.expires_at > now()
      )
    order by i.created_at, i.id
    limit greatest(p_room, 0)
    for no key update of i skip locked
  ), granted as (
    insert into public.interviewer_leases as l (interview_id, host, expires_at)
    select f.id, p_host, v_until from free f
    on conflict (interview_id) do update
      set host = excluded.host, expires_at = excluded.expires_at, granted_at = now()
      -- Decides where another process was given it since this one looked.
      where l.expires_at <= now()
    returning l.interview_id
  )
  select coalesce(array_agg(g.interview_id), '{}') into v_granted from granted g;
  return jsonb_build_object('held', v_held, 'granted', v_granted);
end;
$$;
revoke execute on function public.claim_interviews(uuid, uuid[], uuid[], integer, integer)
  from public, anon, authenticated;
grant execute on function public.claim_interviews(uuid, uuid[], uuid[], integer, integer) to service_role;

revoke execute on all functions in schema private from public, anon;
