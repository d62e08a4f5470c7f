-- What those who hold an interview write down while it goes on: notes on moments, and marks on the rows of a rubric.
create type public.rubric_level as enum ('weak', 'sound', 'strong');

create table public.interview_notes (
  id uuid primary key default gen_random_uuid(),
  interview_id uuid not null references public.interviews (id) on delete cascade,
  -- The question of the plan that it is about; null for the interview as a whole.
  question_id uuid references public.questions (id) on delete set null,
  author uuid default auth.uid() references public.profiles (user_id) on delete set null,
  -- The moment that it is about, by the room's clock: milliseconds since 1970.
  at_ms double precision not null check (at_ms >= 0 and at_ms < 1e14 and at_ms = floor(at_ms)),
  text text not null constraint interview_notes_text_check
    check (text ~ '[^[:space:]]' and char_length(text) <= 4000),
  created_at timestamptz not null default now(),
  -- When the text was changed last.
  updated_at timestamptz not null default now(),
  -- From then on only its author sees it, who may bring it back.
  deleted_at timestamptz
);
create index interview_notes_interview_idx on public.interview_notes (interview_id, at_ms);
create index interview_notes_question_idx on public.interview_notes (question_id);
create index interview_notes_author_idx on public.interview_notes (author);
create trigger interview_notes_updated_at before update of text on public.interview_notes
  for each row execute function private.set_updated_at();

-- What somebody found of one row of a question's rubric, in the version that was asked.
create table public.rubric_marks (
  interview_id uuid not null references public.interviews (id) on delete cascade,
  question_id uuid not null,
  version integer not null,
  -- Id of the row.
  criterion text not null check (criterion ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- It goes with its author: a mark is somebody's judgement, and each has one for a row.
  author uuid not null default auth.uid() references public.profiles (user_id) on delete cascade,
  mark public.rubric_level not null,
  remark text not null default '' constraint rubric_marks_remark_check check (char_length(remark) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (interview_id, question_id, version, criterion, author),
  -- Checked at commit, so that an organisation can be deleted whole.
  foreign key (question_id, version) references public.question_versions (question_id, version)
    on delete cascade deferrable initially deferred
);
create index rubric_marks_question_idx on public.rubric_marks (question_id, version);
create index rubric_marks_author_idx on public.rubric_marks (author);
create trigger rubric_marks_updated_at before update on public.rubric_marks
  for each row execute function private.set_updated_at();

-- Whether the caller holds this interview. Those who only review judge on their own, without what others wrote down.
create function private.holds_interview(p_interview_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.has_role(
    private.organization_of(p_interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  );
$$;

create function private.plans_question(p_interview_id uuid, p_question_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.interview_questions p
    where p.interview_id = p_interview_id and p.question_id = p_question_id
  );
$$;

-- Whether the plan has this question in this version, with this row in its rubric.
create function private.asks_criterion(
  p_interview_id uuid, p_question_id uuid, p_version integer, p_criterion text
) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.interview_questions p
    join public.question_versions v on v.question_id = p.question_id and v.version = p.version
    where p.interview_id = p_interview_id and p.question_id = p_question_id and p.version = p_version
      and v.content -> 'rubric' @> jsonb_build_array(jsonb_build_object('id', p_criterion))
  );
$$;

-- Whether the caller may see what others marked: once they have marked themselves, or the interview is over.
create function private.sees_marks(p_interview_id uuid, p_question_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.rubric_marks m
    where m.interview_id = p_interview_id and m.question_id = p_question_id and m.author = (select auth.uid())
  ) or exists (
    select 1 from public.interviews i where i.id = p_interview_id and i.status in ('completed', 'abandoned')
  );
$$;

alter table public.interview_notes enable row level security;
alter table public.rubric_marks enable row level security;

create policy "who holds the interview reads notes" on public.interview_notes for select to authenticated
  using (
    (deleted_at is null or author = (select auth.uid())) and private.holds_interview(interview_id)
  );
create policy "who holds the interview writes notes" on public.interview_notes for insert to authenticated
  with check (
    author = (select auth.uid()) and private.holds_interview(interview_id)
    and (question_id is null or private.plans_question(interview_id, question_id))
  );
create policy "authors change their notes" on public.interview_notes for update to authenticated
  using (author = (select auth.uid()) and private.holds_interview(interview_id))
  with check (author = (select auth.uid()) and private.holds_interview(interview_id));

create policy "who holds the interview reads own marks, and others once marked" on public.rubric_marks
  for select to authenticated
  using (
    private.holds_interview(interview_id)
    and (author = (select auth.uid()) or private.sees_marks(interview_id, question_id))
  );
create policy "who holds the interview marks" on public.rubric_marks for insert to authenticated
  with check (
    author = (select auth.uid()) and private.holds_interview(interview_id)
    and private.asks_criterion(interview_id, question_id, version, criterion)
  );
create policy "authors change their marks" on public.rubric_marks for update to authenticated
  using (author = (select auth.uid()) and private.holds_interview(interview_id))
  with check (author = (select auth.uid()) and private.holds_interview(interview_id));
create policy "authors clear their marks" on public.rubric_marks for delete to authenticated
  using (author = (select auth.uid()) and private.holds_interview(interview_id));

revoke all on public.interview_notes, public.rubric_marks from anon, authenticated;
grant select on public.interview_notes, public.rubric_marks to authenticated;
grant insert (id, interview_id, question_id, author, at_ms, text), update (text, deleted_at)
  on public.interview_notes to authenticated;
grant insert (interview_id, question_id, version, criterion, author, mark, remark), update (mark, remark), delete
  on public.rubric_marks to authenticated;

revoke execute on all functions in schema private from public, anon;
grant execute on function
  private.holds_interview(uuid),
  private.plans_question(uuid, uuid),
  private.asks_criterion(uuid, uuid, integer, text),
  private.sees_marks(uuid, uuid)
  to authenticated, service_role;
