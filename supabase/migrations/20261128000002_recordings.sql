-- Recordings of interviews that are over, and who may look at them, looked at them and said what about them.

-- Which day's folder a recording is in follows from the interview's end, so that is always known and does not move.
create function private.settle_interview_end() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.status not in ('completed', 'abandoned') then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.status in ('completed', 'abandoned') then
    new.ended_at := old.ended_at;
  else
    new.ended_at := coalesce(new.ended_at, now());
  end if;
  return new;
end;
$$;
create trigger interviews_settle_end before insert or update on public.interviews
  for each row execute function private.settle_interview_end();

-- Where the recording of an interview is kept, in the bucket `recordings`.
create function private.recording_path(p_interview_id uuid, p_ended_at timestamptz, p_created_at timestamptz)
returns text
language sql immutable set search_path = '' as $$
  select to_char(coalesce(p_ended_at, p_created_at) at time zone 'UTC', 'YYYY/MM/DD')
    || '/' || p_interview_id || '/tape.interlace';
$$;

-- No policy names it: only the secret key reads or writes its objects. The app hands out what each viewer may see.
insert into storage.buckets (id, name, public, file_size_limit)
values ('recordings', 'recordings', false, 52428800)
on conflict (id) do nothing;

create table public.recordings (
  interview_id uuid primary key references public.interviews (id) on delete cascade,
  path text not null unique check (path ~ '^\d{4}/\d{2}/\d{2}/[0-9a-f-]{36}/tape\.interlace$'),
  bytes integer not null check (bytes > 0),
  -- Of the stored file, in hex.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- What the room sealed: the last link of the chain over all frames, their number, when, and whose key signed it.
  root text not null check (root ~ '^[0-9a-f]{64}$'),
  frames integer not null check (frames >= 0),
  sealed_at timestamptz not null,
  public_key text not null check (public_key ~ '^[0-9a-f]{64}$'),
  -- Of the first and the last frame; null in an empty tape.
  started_at timestamptz,
  ended_at timestamptz,
  archived_at timestamptz not null default now(),
  -- When the room was told that it need not keep its journal; null until then.
  released_at timestamptz
);
create index recordings_unreleased_idx on public.recordings (interview_id) where released_at is null;

-- Interviews that are over and whose tape is not stored yet, or whose room does not know that it is.
create view public.recordings_due with (security_invoker = true) as
select
  i.id as interview_id, i.title, i.ended_at,
  coalesce(r.path, private.recording_path(i.id, i.ended_at, i.created_at)) as path,
  r.interview_id is not null as is_stored
from public.interviews i
left join public.recordings r on r.interview_id = i.id
where i.status in ('completed', 'abandoned') and (r.interview_id is null or r.released_at is null);
comment on column public.recordings_due.interview_id is 'Never null.';
comment on column public.recordings_due.title is 'Never null.';
comment on column public.recordings_due.path is 'Never null.';
comment on column public.recordings_due.is_stored is 'Never null.';
create index interviews_over_idx on public.interviews (ended_at desc) where status in ('completed', 'abandoned');

-- Stored files whose interview was deleted. Written in the same transaction, so that none is forgotten.
create table public.storage_removals (
  id uuid primary key default gen_random_uuid(),
  bucket text not null,
  path text not null,
  created_at timestamptz not null default now()
);
create function private.remove_recording() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Also where no row tells of it: the file is stored first.
  insert into public.storage_removals (bucket, path)
  values ('recordings', private.recording_path(old.id, old.ended_at, old.created_at));
  return null;
end;
$$;
create trigger interviews_remove_recording after delete on public.interviews
  for each row when (old.status in ('completed', 'abandoned')) execute function private.remove_recording();

-- Links that let people without an account see a replay.
create table public.replay_links (
  id uuid primary key default gen_random_uuid(),
  interview_id uuid not null references public.interviews (id) on delete cascade,
  -- SHA-256 in hex. The secret itself is only in the link that was handed out.
  secret_hash text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
  label text not null default '' check (char_length(label) <= 120),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_by uuid default auth.uid() references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  unique (id, interview_id),
  -- The app offers 90 days; its clock and the database's are not the same.
  constraint replay_links_expiry_check check (expires_at <= created_at + interval '91 days')
);
create index replay_links_interview_idx on public.replay_links (interview_id, created_at desc);
create index replay_links_created_by_idx on public.replay_links (created_by);

create function private.audit_replay_link() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (organization_id, actor_user_id, action, subject_type, subject_id, details)
  values (
    private.organization_of(new.interview_id),
    case when tg_op = 'INSERT' then coalesce(auth.uid(), new.created_by) else auth.uid() end,
    case when tg_op = 'INSERT' then 'replay_link.created'
         when new.revoked_at is null then 'replay_link.restored' else 'replay_link.revoked' end,
    'replay_link', new.id,
    jsonb_build_object('interview_id', new.interview_id)
  );
  return null;
end;
$$;
create trigger replay_links_audit_insert after insert on public.replay_links
  for each row execute function private.audit_replay_link();
create trigger replay_links_audit_revoke after update of revoked_at on public.replay_links
  for each row when ((old.revoked_at is null) <> (new.revoked_at is null))
  execute function private.audit_replay_link();

-- Who looked at a replay, and when: a member, somebody by a link, or a guest who watched while it went on.
create table public.replay_views (
  id uuid primary key default gen_random_uuid(),
  interview_id uuid not null references public.interviews (id) on delete cascade,
  user_id uuid references public.profiles (user_id) on delete set null,
  link_id uuid,
  participant_id uuid references public.participants (id) on delete set null,
  what text not null constraint replay_views_what_check check (what in ('page', 'tape', 'download', 'fork')),
  created_at timestamptz not null default now(),
  check (num_nonnulls(user_id, link_id, participant_id) <= 1),
  foreign key (link_id, interview_id) references public.replay_links (id, interview_id) on delete cascade
);
create index replay_views_interview_idx on public.replay_views (interview_id, created_at desc);
create index replay_views_user_idx on public.replay_views (user_id);
create index replay_views_link_idx on public.replay_views (link_id);
create index replay_views_participant_idx on public.replay_views (participant_id);

create function private.refuse_view_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'The log of views is append-only.' using errcode = '42501';
end;
$$;
-- What follows from deleting an interview or an account comes from another trigger and may pass.
create trigger replay_views_append_only before update or delete on public.replay_views
  for each row when (pg_trigger_depth() = 0) execute function private.refuse_view_change();
create trigger replay_views_no_truncate before truncate on public.replay_views
  for each statement execute function private.refuse_view_change();

-- What people say about a moment of a replay.
create table public.replay_comments (
  id uuid primary key default gen_random_uuid(),
  interview_id uuid not null references public.interviews (id) on delete cascade,
  -- The comment that this one answers; answers have no answers.
  parent_id uuid,
  author uuid default auth.uid() references public.profiles (user_id) on delete set null,
  -- Milliseconds since the tape's first frame.
  at_ms double precision not null check (at_ms >= 0 and at_ms < 1e12 and at_ms = floor(at_ms)),
  -- Number of frames before this moment.
  position integer not null check (position >= 0),
  file_id text check (char_length(file_id) between 1 and 64),
  -- UTF-16 offsets in that file as it is at this position.
  range_start integer check (range_start >= 0),
  range_end integer,
  body text not null constraint replay_comments_body_check
    check (body ~ '[^[:space:]]' and char_length(body) <= 4000),
  -- `everyone`: people who came by a link as well.
  visibility text not null default 'members'
    constraint replay_comments_visibility_check check (visibility in ('members', 'everyone')),
  created_at timestamptz not null default now(),
  -- When the text was changed last.
  updated_at timestamptz not null default now(),
  resolved_at timestamptz,
  unique (id, interview_id),
  foreign key (parent_id, interview_id) references public.replay_comments (id, interview_id) on delete cascade,
  constraint replay_comments_range_check check (
    (range_start is null) = (range_end is null)
    and (range_start is null or file_id is not null)
    and (range_end is null or range_end >= range_start)
  )
);
create index replay_comments_interview_idx on public.replay_comments (interview_id, created_at);
create index replay_comments_parent_idx on public.replay_comments (parent_id);
create index replay_comments_author_idx on public.replay_comments (author);
create trigger replay_comments_updated_at before update of body on public.replay_comments
  for each row execute function private.set_updated_at();

-- Answers stand below one comment and are seen by no more people than it.
create function private.check_replay_answer() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_parent public.replay_comments;
begin
  if new.parent_id is null then
    return new;
  end if;
  select * into v_parent from public.replay_comments c
  where c.id = new.parent_id and c.interview_id = new.interview_id;
  if v_parent.parent_id is not null then
    raise exception 'An answer has no answers.'
      using errcode = '23514', hint = 'Answer the comment above it.';
  end if;
  if v_parent.visibility = 'members' then
    new.visibility := 'members';
  end if;
  return new;
end;
$$;
create trigger replay_comments_answer before insert or update of visibility on public.replay_comments
  for each row execute function private.check_replay_answer();

-- What came of a problem's tests for the files as they were at some moment. Computed once, kept by content.
create table public.correctness_points (
  interview_id uuid not null references public.interviews (id) on delete cascade,
  -- SHA-256 in hex: of files, entry and language; of the tests.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  suite_hash text not null check (suite_hash ~ '^[0-9a-f]{64}$'),
  -- Verdicts and counts only, no inputs and no answers.
  results jsonb not null check (jsonb_typeof(results) = 'object' and octet_length(results::text) <= 65536),
  created_at timestamptz not null default now(),
  primary key (interview_id, content_hash, suite_hash)
);

alter table public.recordings enable row level security;
alter table public.storage_removals enable row level security;
alter table public.replay_links enable row level security;
alter table public.replay_views enable row level security;
alter table public.replay_comments enable row level security;
alter table public.correctness_points enable row level security;

create policy "members read recordings" on public.recordings for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
create policy "members read points" on public.correctness_points for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));

create policy "members read replay links" on public.replay_links for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
create policy "interviewers create replay links" on public.replay_links for insert to authenticated
  with check (
    created_by = (select auth.uid())
    and private.has_role(
      private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
    )
  );
create policy "interviewers revoke replay links" on public.replay_links for update to authenticated
  using (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ))
  with check (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));

-- Whoever may hand out links answers for what comes of them and reads it here. Reviewers judge on their own; who of
-- their colleagues looked when is not theirs to know.
create policy "interviewers read the log of views" on public.replay_views for select to authenticated
  using (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));

create policy "members read comments" on public.replay_comments for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
create policy "members comment" on public.replay_comments for insert to authenticated
  with check (author = (select auth.uid()) and private.is_member(private.organization_of(interview_id)));
create policy "members change own comments" on public.replay_comments for update to authenticated
  using (author = (select auth.uid()) and private.is_member(private.organization_of(interview_id)))
  with check (author = (select auth.uid()) and private.is_member(private.organization_of(interview_id)));
create policy "members delete own comments, owners and admins all" on public.replay_comments
  for delete to authenticated
  using (
    (author = (select auth.uid()) and private.is_member(private.organization_of(interview_id)))
    or private.has_role(private.organization_of(interview_id), array['owner', 'admin']::public.member_role[])
  );

revoke all on
  public.recordings, public.recordings_due, public.storage_removals, public.replay_links, public.replay_comments,
  public.correctness_points
  from anon, authenticated;
revoke all on public.replay_views from anon, authenticated, service_role;
grant select on
  public.recordings, public.replay_links, public.replay_views, public.replay_comments, public.correctness_points
  to authenticated;
grant insert (interview_id, secret_hash, label, expires_at, created_by), update (revoked_at)
  on public.replay_links to authenticated;
grant select, insert on public.replay_views to service_role;
grant
  insert (id, interview_id, parent_id, author, at_ms, position, file_id, range_start, range_end, body, visibility),
  update (body, visibility, resolved_at), delete
  on public.replay_comments to authenticated;

revoke execute on all functions in schema private from public, anon;
grant execute on function private.recording_path(uuid, timestamptz, timestamptz) to service_role;
