-- The question bank: questions, their versions, and the ordered plan of an interview.
create type public.question_kind as enum ('coding', 'system_design', 'behavioural');
create type public.question_difficulty as enum ('easy', 'medium', 'hard');
create type public.question_state as enum ('draft', 'published', 'retired');

-- What every member may know of a question. A trigger copies it from the version that was saved last.
create table public.questions (
  id uuid primary key default gen_random_uuid(),
  -- Null: the library that comes with Interlace, which nobody changes here.
  organization_id uuid references public.organizations (id) on delete cascade,
  -- The folder of a library question.
  slug text unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  title text not null check (char_length(title) between 3 and 120),
  kind public.question_kind not null,
  difficulty public.question_difficulty not null,
  tags text[] not null default '{}',
  -- Languages that it has starters in.
  languages text[] not null default '{}',
  minutes integer not null check (minutes between 3 and 180),
  latest_version integer not null default 1,
  published_version integer,
  retired_at timestamptz,
  state public.question_state not null generated always as (
    case
      when retired_at is not null then 'retired'::public.question_state
      when published_version is not null then 'published'::public.question_state
      else 'draft'::public.question_state
    end
  ) stored,
  -- Another after each save: what the next save names, to replace this and nothing that came after it.
  revision integer not null default 0,
  -- Of a library question's content, in hex; tells whether its folder changed.
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  created_by uuid default auth.uid() references public.profiles (user_id) on delete set null,
  updated_by uuid default auth.uid() references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint questions_library_check check ((organization_id is null) = (slug is not null))
);
create index questions_organization_idx on public.questions (organization_id, updated_at desc);
create index questions_tags_idx on public.questions using gin (tags);
create index questions_created_by_idx on public.questions (created_by);
create index questions_updated_by_idx on public.questions (updated_by);

-- What is asked, with hidden tests, reference solutions and the guide.
create table public.question_versions (
  question_id uuid not null references public.questions (id) on delete cascade,
  version integer not null check (version >= 1),
  -- The app allows 4 MB; Postgres writes the same value with more spaces and digits.
  content jsonb not null constraint question_versions_content_check
    check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 8388608),
  -- What came of running it; null where it was not run since it changed.
  verdict jsonb check (jsonb_typeof(verdict) = 'object' and octet_length(verdict::text) <= 262144),
  published_at timestamptz,
  published_by uuid references public.profiles (user_id) on delete set null,
  -- When it was first published or used by an interview. From then on its content stays as it is.
  frozen_at timestamptz,
  created_by uuid default auth.uid() references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (question_id, version)
);
create index question_versions_created_by_idx on public.question_versions (created_by);
create index question_versions_published_by_idx on public.question_versions (published_by);

-- What is asked in an interview, in order, each in the version that was chosen.
create table public.interview_questions (
  interview_id uuid not null references public.interviews (id) on delete cascade,
  position integer not null check (position between 0 and 19),
  question_id uuid not null references public.questions (id) deferrable initially deferred,
  version integer not null,
  created_at timestamptz not null default now(),
  primary key (interview_id, position),
  unique (interview_id, question_id),
  -- Both are checked at commit, so that an organisation can be deleted whole.
  foreign key (question_id, version) references public.question_versions (question_id, version)
    deferrable initially deferred
);
create index interview_questions_question_idx on public.interview_questions (question_id, version);

alter table public.questions enable row level security;
alter table public.question_versions enable row level security;
alter table public.interview_questions enable row level security;

-- Whether the caller may read what a question holds: who interviews in its organisation, or anywhere for the library.
create function private.reads_question(p_question_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.questions q
    join public.memberships m on m.organization_id = q.organization_id or q.organization_id is null
    where q.id = p_question_id and m.user_id = (select auth.uid())
      and m.role in ('owner', 'admin', 'interviewer')
  );
$$;

-- Whether the caller may change a question. Nobody changes the library.
create function private.writes_question(p_question_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.questions q
    join public.memberships m on m.organization_id = q.organization_id
    where q.id = p_question_id and m.user_id = (select auth.uid())
      and m.role in ('owner', 'admin', 'interviewer')
  );
$$;

-- Who changed it last, and when, is what happened, not what the caller says.
create function private.stamp_question() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  new.updated_by := coalesce(auth.uid(), new.updated_by);
  return new;
end;
$$;
create trigger questions_stamp before update of retired_at, revision on public.questions
  for each row execute function private.stamp_question();

create function private.keep_frozen_version() returns trigger
language plpgsql set search_path = '' as $$
begin
  if old.frozen_at is not null and new.content is distinct from old.content then
    raise exception 'A version that was published or used stays as it is.'
      using errcode = 'P0001', hint = 'Save it as the next version.';
  end if;
  if new.content is distinct from old.content then
    new.verdict := null;
  end if;
  return new;
end;
$$;
create trigger question_versions_frozen before update on public.question_versions
  for each row execute function private.keep_frozen_version();

-- What lists show follows from the version that was saved last.
create function private.describe_question() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.questions q set
    title = new.content ->> 'title',
    kind = (new.content ->> 'kind')::public.question_kind,
    difficulty = (new.content ->> 'difficulty')::public.question_difficulty,
    minutes = (new.content ->> 'minutes')::integer,
    tags = array(select jsonb_array_elements_text(coalesce(new.content -> 'tags', '[]'))),
    languages = array(select jsonb_object_keys(coalesce(new.content -> 'starters', '{}'))),
    latest_version = new.version,
    revision = q.revision + 1
  where q.id = new.question_id;
  return null;
end;
$$;
create trigger question_versions_describe after insert or update of content on public.question_versions
  for each row execute function private.describe_question();

-- Interviews use questions of their own organisation and of the library, and what they use stays as it is.
create function private.use_question() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (
    select 1 from public.questions q
    where q.id = new.question_id
      and (q.organization_id is null or q.organization_id = private.organization_of(new.interview_id))
  ) then
    raise exception 'This question belongs to another organisation.' using errcode = '42501';
  end if;
  update public.question_versions v set frozen_at = coalesce(v.frozen_at, now())
  where v.question_id = new.question_id and v.version = new.version and v.frozen_at is null;
  return null;
end;
$$;
create trigger interview_questions_use after insert on public.interview_questions
  for each row execute function private.use_question();

create policy "members read questions, and the library" on public.questions for select to authenticated
  using (organization_id is null or private.is_member(organization_id));
create policy "interviewers create questions" on public.questions for insert to authenticated
  with check (
    created_by = (select auth.uid())
    and private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[])
  );
create policy "interviewers change questions" on public.questions for update to authenticated
  using (private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[]))
  with check (private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[]));

create policy "interviewers read versions" on public.question_versions for select to authenticated
  using (private.reads_question(question_id));
create policy "interviewers write versions" on public.question_versions for insert to authenticated
  with check (created_by = (select auth.uid()) and private.writes_question(question_id));
create policy "interviewers change versions" on public.question_versions for update to authenticated
  using (private.writes_question(question_id)) with check (private.writes_question(question_id));

create policy "members read plans" on public.interview_questions for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
create policy "interviewers write plans" on public.interview_questions for insert to authenticated
  with check (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));
create policy "interviewers shorten plans" on public.interview_questions for delete to authenticated
  using (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));

-- What was verified and published is written by the service alone: no page and no member decides it.
revoke all on public.questions, public.question_versions, public.interview_questions from anon, authenticated;
grant select on public.questions, public.question_versions, public.interview_questions to authenticated;
grant insert (organization_id, title, kind, difficulty, minutes), update (retired_at)
  on public.questions to authenticated;
grant insert (question_id, version, content), update (content) on public.question_versions to authenticated;
grant insert (interview_id, position, question_id, version), delete on public.interview_questions to authenticated;

-- Makes a question with its first version, or neither.
create function public.create_question(p_organization_id uuid, p_content jsonb) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_id uuid;
begin
  insert into public.questions (organization_id, title, kind, difficulty, minutes)
  values (
    p_organization_id, p_content ->> 'title', (p_content ->> 'kind')::public.question_kind,
    (p_content ->> 'difficulty')::public.question_difficulty, (p_content ->> 'minutes')::integer
  )
  returning id into v_id;
  insert into public.question_versions (question_id, version, content) values (v_id, 1, p_content);
  return v_id;
end;
$$;

-- Saves in place of the revision that the caller knows: into the latest version, or the next one where that is frozen.
-- Gives the new revision; null when the question is not the caller's to change, or somebody else saved meanwhile.
create function public.save_question(p_question_id uuid, p_replaces integer, p_content jsonb) returns integer
language plpgsql set search_path = '' as $$
declare
  v_latest integer;
  v_revision integer;
begin
  select q.latest_version, q.revision into v_latest, v_revision
  from public.questions q where q.id = p_question_id for update;
  if not found or v_revision <> p_replaces then
    return null;
  end if;
  update public.question_versions v set content = p_content
  where v.question_id = p_question_id and v.version = v_latest and v.frozen_at is null;
  if not found then
    insert into public.question_versions (question_id, version, content)
    values (p_question_id, v_latest + 1, p_content);
  end if;
  return v_revision + 1;
end;
$$;

-- Keeps what came of verifying this revision, and publishes it where asked. False when it changed meanwhile.
create function public.settle_question(
  p_question_id uuid, p_revision integer, p_verdict jsonb, p_publish boolean, p_user_id uuid
) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_latest integer;
begin
  select q.latest_version into v_latest from public.questions q
  where q.id = p_question_id and q.revision = p_revision for update;
  if not found then
    return false;
  end if;
  update public.question_versions v set
    verdict = p_verdict,
    published_at = case when p_publish then now() else v.published_at end,
    published_by = case when p_publish then p_user_id else v.published_by end,
    frozen_at = case when p_publish then coalesce(v.frozen_at, now()) else v.frozen_at end
  where v.question_id = p_question_id and v.version = v_latest;
  if p_publish then
    update public.questions q set published_version = v_latest, retired_at = null, updated_by = p_user_id
    where q.id = p_question_id;
  end if;
  return true;
end;
$$;

-- Puts a folder of the library in place: a new published version where its content is another one.
create function public.put_library_question(p_slug text, p_digest text, p_content jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_id uuid;
  v_version integer;
  v_digest text;
begin
  insert into public.questions (slug, title, kind, difficulty, minutes)
  values (
    p_slug, p_content ->> 'title', (p_content ->> 'kind')::public.question_kind,
    (p_content ->> 'difficulty')::public.question_difficulty, (p_content ->> 'minutes')::integer
  )
  on conflict (slug) do nothing;
  select q.id, q.digest into v_id, v_digest from public.questions q where q.slug = p_slug for update;
  if v_digest is distinct from p_digest then
    select coalesce(max(v.version), 0) + 1 into v_version
    from public.question_versions v where v.question_id = v_id;
    insert into public.question_versions (question_id, version, content, published_at, frozen_at)
    values (v_id, v_version, p_content, now(), now());
    update public.questions q set published_version = v_version, digest = p_digest where q.id = v_id;
  end if;
  update public.questions q set retired_at = null where q.id = v_id and q.retired_at is not null;
end;
$$;

-- Puts these questions in the place of those that the caller knows. A question that stays keeps its version; one that
-- is added comes in its published version, or else its latest. False when the plan is another one by now.
create function public.plan_interview(p_interview_id uuid, p_before uuid[], p_after uuid[]) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_now uuid[];
  v_versions jsonb;
begin
  -- Two who plan at once come in turn.
  perform 1 from public.interviews i where i.id = p_interview_id for update;
  if not found then
    return false;
  end if;
  select
    coalesce(array_agg(p.question_id order by p.position), '{}'),
    coalesce(jsonb_object_agg(p.question_id, p.version), '{}')
  into v_now, v_versions
  from public.interview_questions p where p.interview_id = p_interview_id;
  if v_now <> p_before then
    return false;
  end if;
  delete from public.interview_questions p where p.interview_id = p_interview_id;
  insert into public.interview_questions (interview_id, position, question_id, version)
  select
    p_interview_id, row_number() over (order by a.place) - 1, q.id,
    coalesce((v_versions ->> q.id::text)::integer, q.published_version, q.latest_version)
  from unnest(p_after) with ordinality as a (question_id, place)
  join public.questions q on q.id = a.question_id;
  return true;
end;
$$;

revoke execute on function
  public.create_question(uuid, jsonb), public.save_question(uuid, integer, jsonb),
  public.plan_interview(uuid, uuid[], uuid[]),
  public.settle_question(uuid, integer, jsonb, boolean, uuid), public.put_library_question(text, text, jsonb)
  from public, anon, authenticated;
grant execute on function
  public.create_question(uuid, jsonb), public.save_question(uuid, integer, jsonb),
  public.plan_interview(uuid, uuid[], uuid[])
  to authenticated, service_role;
grant execute on function
  public.settle_question(uuid, integer, jsonb, boolean, uuid), public.put_library_question(text, text, jsonb)
  to service_role;

revoke execute on all functions in schema private from public, anon;
grant execute on function private.reads_question(uuid), private.writes_question(uuid) to authenticated, service_role;
