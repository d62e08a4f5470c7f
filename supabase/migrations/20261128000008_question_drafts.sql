-- Questions that a language model drafted: what was asked for, what each try cost, and what people made of it.

-- `failed`: nothing came of the try, or not yet. `open`: its question waits for somebody to decide. `replaced`: drafted
-- again since. `accepted`: its question was published. `rejected`: its question was retired, for the reason given.
create type public.draft_state as enum ('failed', 'open', 'replaced', 'accepted', 'rejected');

create table public.question_drafts (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  -- Null where nothing came of it.
  question_id uuid references public.questions (id) on delete cascade,
  -- The draft that this one was to replace.
  parent_id uuid references public.question_drafts (id) on delete set null,
  request jsonb not null constraint question_drafts_request_check
    check (jsonb_typeof(request) = 'object' and octet_length(request::text) <= 16384),
  -- What was to be different from the draft before.
  change text constraint question_drafts_change_check check (char_length(change) between 3 and 2000),
  model text not null check (char_length(model) <= 120),
  turns integer not null default 0 check (turns >= 0),
  input_tokens bigint not null default 0 check (input_tokens >= 0),
  cached_input_tokens bigint not null default 0 check (cached_input_tokens >= 0),
  output_tokens bigint not null default 0 check (output_tokens >= 0),
  -- Millionths of a US dollar.
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  state public.draft_state not null default 'failed',
  -- Why it was rejected.
  reason text constraint question_drafts_reason_check check (char_length(reason) between 3 and 2000),
  created_by uuid references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  decided_by uuid references public.profiles (user_id) on delete set null,
  decided_at timestamptz,
  constraint question_drafts_question_check check (state = 'failed' or question_id is not null),
  constraint question_drafts_rejected_check check (state <> 'rejected' or reason is not null)
);
create index question_drafts_organization_idx on public.question_drafts (organization_id, decided_at desc);
create index question_drafts_question_idx on public.question_drafts (question_id, created_at desc);
create index question_drafts_parent_idx on public.question_drafts (parent_id);
create index question_drafts_created_by_idx on public.question_drafts (created_by);
create index question_drafts_decided_by_idx on public.question_drafts (decided_by);
-- A question has one draft that waits.
create unique index question_drafts_one_open on public.question_drafts (question_id, state) where state = 'open';

alter table public.question_drafts enable row level security;
revoke all on public.question_drafts from anon, authenticated;
grant select, update (state, reason) on public.question_drafts to authenticated;
create policy "interviewers read drafts" on public.question_drafts for select to authenticated
  using (private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[]));
-- People reject; the service opens and replaces, and publishing accepts.
create policy "interviewers reject drafts" on public.question_drafts for update to authenticated
  using (
    state = 'open'
    and private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[])
  )
  with check (
    state = 'rejected'
    and private.has_role(organization_id, array['owner', 'admin', 'interviewer']::public.member_role[])
  );

-- Who decided, and when, is what happened, not what the caller says.
create function private.stamp_draft() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.state in ('accepted', 'rejected') then
    new.decided_at := now();
    new.decided_by := coalesce(auth.uid(), new.decided_by);
  end if;
  return new;
end;
$$;
create trigger question_drafts_stamp before update of state on public.question_drafts
  for each row execute function private.stamp_draft();

-- Who publishes a question accepts its draft, also one that was rejected before.
create function private.accept_draft() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.question_drafts d set state = 'accepted', decided_by = new.updated_by
  where d.question_id = new.id and d.state in ('open', 'rejected');
  return null;
end;
$$;
create trigger questions_accept_draft after update of published_version on public.questions
  for each row when (new.published_version is not null) execute function private.accept_draft();

-- Saves as the next version in place of the revision that the caller knows, so that the one before can still be read.
-- Gives the new revision; null when the question is not the caller's to change, or somebody else saved meanwhile.
create function public.add_question_version(p_question_id uuid, p_replaces integer, p_content jsonb) returns integer
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
  insert into public.question_versions (question_id, version, content)
  values (p_question_id, v_latest + 1, p_content);
  return v_revision + 1;
end;
$$;

-- Rejects a draft that waits and retires its question, or neither. False when it does not wait, or is not the caller's.
create function public.reject_draft(p_draft_id uuid, p_reason text) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_question_id uuid;
begin
  update public.question_drafts d set state = 'rejected', reason = p_reason
  where d.id = p_draft_id and d.state = 'open'
  returning d.question_id into v_question_id;
  if not found then
    return false;
  end if;
  update public.questions q set retired_at = now() where q.id = v_question_id;
  return true;
end;
$$;

-- What came of a try: its question waits to be decided on, in place of the draft before.
create function public.open_draft(p_draft_id uuid, p_question_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  update public.question_drafts d set state = 'replaced'
  where d.question_id = p_question_id and d.state = 'open' and d.id <> p_draft_id;
  update public.question_drafts d set state = 'open', question_id = p_question_id where d.id = p_draft_id;
end;
$$;

revoke execute on function
  public.add_question_version(uuid, integer, jsonb), public.reject_draft(uuid, text),
  public.open_draft(uuid, uuid)
  from public, anon, authenticated;
grant execute on function
  public.add_question_version(uuid, integer, jsonb), public.reject_draft(uuid, text)
  to authenticated, service_role;
grant execute on function public.open_draft(uuid, uuid) to service_role;

revoke execute on all functions in schema private from public, anon;
