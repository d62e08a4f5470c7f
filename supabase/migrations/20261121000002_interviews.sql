-- Interviews, the links that let guests in, and who takes part.
create type public.room_role as enum ('interviewer', 'candidate', 'observer', 'ai');
create type public.interview_status as enum (
  'created', 'in_progress', 'paused', 'interrupted', 'completed', 'abandoned'
);

create table public.interviews (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  created_by uuid default auth.uid() references public.profiles (user_id) on delete set null,
  title text not null check (char_length(btrim(title)) between 1 and 200),
  candidate_name text not null check (char_length(btrim(candidate_name)) between 1 and 60),
  candidate_email text check (candidate_email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(candidate_email) <= 254),
  language text not null constraint interviews_language_check check (language in ('python', 'javascript', 'typescript')),
  status public.interview_status not null default 'created',
  scheduled_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index interviews_organization_created_idx on public.interviews (organization_id, created_at desc);
create index interviews_organization_status_idx on public.interviews (organization_id, status, scheduled_at);
create index interviews_created_by_idx on public.interviews (created_by);

create table public.invite_links (
  id uuid primary key default gen_random_uuid(),
  interview_id uuid not null references public.interviews (id) on delete cascade,
  role public.room_role not null constraint invite_links_role_check check (role in ('candidate', 'observer')),
  -- SHA-256 in hex. The secret itself is only in the link that was handed out.
  secret_hash text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
  label text not null default '' check (char_length(label) <= 120),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_by uuid default auth.uid() references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  unique (id, interview_id)
);
create index invite_links_interview_idx on public.invite_links (interview_id, created_at desc);
create index invite_links_created_by_idx on public.invite_links (created_by);

create table public.participants (
  id uuid primary key default gen_random_uuid(),
  interview_id uuid not null references public.interviews (id) on delete cascade,
  role public.room_role not null,
  user_id uuid references public.profiles (user_id) on delete set null,
  link_id uuid,
  display_name text not null check (char_length(btrim(display_name)) between 1 and 60),
  -- Set by a trigger, whatever the insert says: index into the palette of people.
  colour integer not null default 0 check (colour between 0 and 7),
  admission text not null default 'waiting'
    constraint participants_admission_check check (admission in ('waiting', 'admitted', 'declined', 'removed')),
  consent_at timestamptz,
  consent_version text,
  created_at timestamptz not null default now(),
  admitted_at timestamptz,
  admitted_by uuid references public.profiles (user_id) on delete set null,
  -- A link lets people into its own interview only. Checked at commit, so that an interview can be deleted whole.
  foreign key (link_id, interview_id) references public.invite_links (id, interview_id)
    deferrable initially deferred
);
create unique index participants_one_per_user on public.participants (interview_id, user_id) where user_id is not null;
create index participants_interview_idx on public.participants (interview_id, created_at);
create index participants_user_idx on public.participants (user_id);
create index participants_link_idx on public.participants (link_id);
create index participants_admitted_by_idx on public.participants (admitted_by);

alter table public.interviews enable row level security;
alter table public.invite_links enable row level security;
alter table public.participants enable row level security;

create trigger interviews_updated_at before update on public.interviews
  for each row execute function private.set_updated_at();

create function private.keep_ended_interviews() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'An interview that has ended stays ended.'
    using errcode = 'P0001', hint = 'Create a new interview.';
end;
$$;
create trigger interviews_ended_is_final before update of status on public.interviews
  for each row when (old.status in ('completed', 'abandoned') and new.status <> old.status)
  execute function private.keep_ended_interviews();

-- Organisation of an interview, for policies of the tables below it.
create function private.organization_of(p_interview_id uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select i.organization_id from public.interviews i where i.id = p_interview_id;
$$;

-- The n-th participant of an interview gets the n-th colour. The lock makes two who join at once count in turn.
create function private.assign_colour() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.interviews i where i.id = new.interview_id for no key update;
  select count(*) % 8 into new.colour from public.participants p where p.interview_id = new.interview_id;
  return new;
end;
$$;
create trigger participants_colour before insert on public.participants
  for each row execute function private.assign_colour();

-- Who admitted somebody, and when, is what happened, not what the caller says. The service names the member itself.
create function private.stamp_admission() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.admission = old.admission then
    new.admitted_at := old.admitted_at;
    new.admitted_by := old.admitted_by;
  elsif new.admission = 'admitted' then
    new.admitted_at := now();
    new.admitted_by := coalesce(auth.uid(), new.admitted_by);
  elsif tg_op = 'INSERT' then
    new.admitted_at := null;
    new.admitted_by := null;
  end if;
  return new;
end;
$$;
create trigger participants_admission before insert or update on public.participants
  for each row execute function private.stamp_admission();

create policy "members read interviews" on public.interviews for select to authenticated
  using (private.is_member(organization_id));
create policy "interviewers create interviews" on public.interviews for insert to authenticated
  with check (
    created_by = (select auth.uid())
    and private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[])
  );
create policy "interviewers change interviews" on public.interviews for update to authenticated
  using (private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[]))
  with check (private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[]));
create policy "owners and admins delete interviews" on public.interviews for delete to authenticated
  using (private.has_role(organization_id, array['owner', 'admin']::public.member_role[]));

create policy "members read links" on public.invite_links for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
create policy "interviewers create links" on public.invite_links for insert to authenticated
  with check (
    created_by = (select auth.uid())
    and private.has_role(
      private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
    )
  );
create policy "interviewers change links" on public.invite_links for update to authenticated
  using (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ))
  with check (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));

create policy "members read participants" on public.participants for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
-- Guests and the AI are let in by the service; members bring members.
create policy "interviewers add members" on public.participants for insert to authenticated
  with check (
    link_id is null and consent_at is null
    and role in ('interviewer', 'observer')
    and private.is_fellow_member(private.organization_of(interview_id), user_id)
    and private.has_role(
      private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
    )
  );
create policy "interviewers admit and remove" on public.participants for update to authenticated
  using (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ))
  with check (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));

revoke all on public.interviews, public.invite_links, public.participants from anon, authenticated;
grant select on public.interviews, public.invite_links, public.participants to authenticated;
grant insert, delete,
  update (title, candidate_name, candidate_email, language, status, scheduled_at, started_at, ended_at)
  on public.interviews to authenticated;
grant insert, update (label, expires_at, revoked_at) on public.invite_links to authenticated;
grant insert, update (admission) on public.participants to authenticated;

revoke execute on all functions in schema private from public, anon;
grant execute on function private.organization_of(uuid) to authenticated, service_role;

-- List view: what a row of the interviews page shows.
create view public.interview_overview with (security_invoker = true) as
select
  i.id, i.organization_id, i.title, i.candidate_name, i.candidate_email, i.language, i.status,
  i.scheduled_at, i.started_at, i.ended_at, i.created_at, i.updated_at,
  i.created_by, p.display_name as created_by_name,
  coalesce(c.waiting, 0)::integer as waiting_count,
  coalesce(c.admitted, 0)::integer as admitted_count
from public.interviews i
left join public.profiles p on p.user_id = i.created_by
left join lateral (
  select
    count(*) filter (where pa.admission = 'waiting') as waiting,
    count(*) filter (where pa.admission = 'admitted') as admitted
  from public.participants pa where pa.interview_id = i.id
) c on true;
revoke all on public.interview_overview from anon, authenticated;
grant select on public.interview_overview to authenticated;

-- Postgres does not know which columns of a view are never null; the generated types read it here.
comment on column public.interview_overview.id is 'Never null.';
comment on column public.interview_overview.organization_id is 'Never null.';
comment on column public.interview_overview.title is 'Never null.';
comment on column public.interview_overview.candidate_name is 'Never null.';
comment on column public.interview_overview.language is 'Never null.';
comment on column public.interview_overview.status is 'Never null.';
comment on column public.interview_overview.created_at is 'Never null.';
comment on column public.interview_overview.updated_at is 'Never null.';
comment on column public.interview_overview.waiting_count is 'Never null.';
comment on column public.interview_overview.admitted_count is 'Never null.';
