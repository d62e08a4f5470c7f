-- What is known of interviews that are over, and what people decided about an AI interviewer's drafts.
create table public.interview_reports (
  interview_id uuid primary key references public.interviews (id) on delete cascade,
  content jsonb not null constraint interview_reports_content_check
    check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 8388608),
  -- Whether the final tests ran; they are tried again until they did.
  is_complete boolean not null,
  made_at timestamptz not null default now()
);
create index interview_reports_incomplete_idx on public.interview_reports (interview_id) where not is_complete;
alter table public.interview_reports enable row level security;
revoke all on public.interview_reports from anon, authenticated;
grant select on public.interview_reports to authenticated;
-- Those who only review get it from the app, without names of hidden tests and without drafts.
create policy "holders read reports" on public.interview_reports for select to authenticated
  using (private.holds_interview(interview_id));

-- Interviews whose tape is stored and whose report is not made, or is to be made again.
create view public.reports_due with (security_invoker = true) as
select r.interview_id, r.archived_at
from public.recordings r
left join public.interview_reports p on p.interview_id = r.interview_id
where p.interview_id is null or not p.is_complete;
revoke all on public.reports_due from anon, authenticated;
comment on column public.reports_due.interview_id is 'Never null.';
comment on column public.reports_due.archived_at is 'Never null.';

-- A draft of the AI interviewer that somebody kept, in their words where they changed it, or dropped.
create type public.claim_decision as enum ('kept', 'dropped');
create table public.claim_decisions (
  interview_id uuid not null references public.interviews (id) on delete cascade,
  claim_id uuid not null,
  decision public.claim_decision not null,
  -- The words that stand instead of the draft's; null where those are kept.
  text text constraint claim_decisions_text_check check (text ~ '[^[:space:]]' and char_length(text) <= 1000),
  decided_by uuid not null default auth.uid() references public.profiles (user_id) on delete cascade,
  decided_at timestamptz not null default now(),
  primary key (interview_id, claim_id)
);
create index claim_decisions_decided_by_idx on public.claim_decisions (decided_by);
alter table public.claim_decisions enable row level security;
revoke all on public.claim_decisions from anon, authenticated;
grant select, delete, insert (interview_id, claim_id, decision, text, decided_by),
  update (interview_id, claim_id, decision, text, decided_by) on public.claim_decisions to authenticated;
create policy "holders read decisions" on public.claim_decisions for select to authenticated
  using (private.holds_interview(interview_id));
create policy "holders decide" on public.claim_decisions for insert to authenticated
  with check (decided_by = (select auth.uid()) and private.holds_interview(interview_id));
create policy "holders decide otherwise" on public.claim_decisions for update to authenticated
  using (private.holds_interview(interview_id))
  with check (decided_by = (select auth.uid()) and private.holds_interview(interview_id));
create policy "holders take decisions back" on public.claim_decisions for delete to authenticated
  using (private.holds_interview(interview_id));
create function private.stamp_decision() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.decided_at := now();
  return new;
end;
$$;
create trigger claim_decisions_stamp before update on public.claim_decisions
  for each row execute function private.stamp_decision();

revoke execute on all functions in schema private from public, anon;

-- Who looked at the results stands in the same log as who looked at the recording.
alter table public.replay_views drop constraint replay_views_what_check;
alter table public.replay_views add constraint replay_views_what_check
  check (what in ('page', 'tape', 'download', 'fork', 'results'));
