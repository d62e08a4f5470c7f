-- An AI interviewer may choose each next question of the plan by how the ones before it went.
alter table public.interviews
  -- False where the plan is asked in its order. Means nothing where people interview.
  add column is_adaptive boolean not null default false;

grant insert (is_adaptive), update (is_adaptive) on public.interviews to authenticated;
