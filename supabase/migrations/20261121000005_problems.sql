-- What a candidate is asked, with the tests of the answer; and the languages that rooms run.
alter table public.interviews drop constraint interviews_language_check;
alter table public.interviews add constraint interviews_language_check check (language in (
  'python', 'javascript', 'typescript', 'java', 'c', 'cpp', 'go', 'rust', 'ruby', 'php', 'bash', 'sql', 'postgresql'
));

create table public.interview_problems (
  interview_id uuid primary key references public.interviews (id) on delete cascade,
  -- Markdown.
  statement text not null default ''
    constraint interview_problems_statement_check check (char_length(statement) <= 50000),
  -- Null when there are none. The app allows 1 MB; Postgres writes the same value with more spaces and digits.
  tests jsonb constraint interview_problems_tests_check
    check (jsonb_typeof(tests) = 'object' and octet_length(tests::text) <= 2097152),
  -- What lists and cards show, so that they need not read a megabyte of tests.
  excerpt text not null generated always as (left(statement, 400)) stored,
  case_count integer not null generated always as (
    case when jsonb_typeof(tests -> 'cases') = 'array' then jsonb_array_length(tests -> 'cases') else 0 end
  ) stored,
  hidden_count integer not null generated always as (
    coalesce(jsonb_array_length(jsonb_path_query_array(tests, '$.cases[*] ? (@.hidden == true)')), 0)
  ) stored,
  updated_at timestamptz not null default now(),
  updated_by uuid default auth.uid() references public.profiles (user_id) on delete set null
);
create index interview_problems_updated_by_idx on public.interview_problems (updated_by);

alter table public.interview_problems enable row level security;

-- Who wrote it last, and when, is what happened, not what the caller says. The service names the member itself.
create function private.stamp_problem() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  new.updated_by := coalesce(auth.uid(), new.updated_by);
  return new;
end;
$$;
create trigger interview_problems_stamp before insert or update of statement, tests on public.interview_problems
  for each row execute function private.stamp_problem();

-- Hidden cases are here: candidates and observers get what the app leaves of it, never the row.
create policy "members read problems" on public.interview_problems for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
create policy "interviewers write problems" on public.interview_problems for insert to authenticated
  with check (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));
create policy "interviewers change problems" on public.interview_problems for update to authenticated
  using (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ))
  with check (private.has_role(
    private.organization_of(interview_id), array['owner', 'admin', 'interviewer']::public.member_role[]
  ));

revoke all on public.interview_problems from anon, authenticated;
grant select, insert (interview_id, statement, tests), update (statement, tests)
  on public.interview_problems to authenticated;

revoke execute on all functions in schema private from public, anon;
