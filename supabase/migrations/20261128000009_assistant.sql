-- The candidate's assistant: which interviews allow one, and what its models cost beside those of an AI interviewer.
alter table public.interviews
  add column allows_assistant boolean not null default false;

grant insert (allows_assistant), update (allows_assistant) on public.interviews to authenticated;

-- What the model was asked for.
alter table public.interviewer_usage
  add column purpose text not null default 'interviewer'
    constraint interviewer_usage_purpose_check check (purpose in ('interviewer', 'assistant'));

create or replace view public.interviewer_usage_totals with (security_invoker = true) as
select
  u.interview_id, u.model, sum(u.turns)::bigint as turns, sum(u.input_tokens)::bigint as input_tokens,
  sum(u.cached_input_tokens)::bigint as cached_input_tokens, sum(u.output_tokens)::bigint as output_tokens,
  sum(u.cost_micros)::bigint as cost_micros, u.purpose
from public.interviewer_usage u
group by u.interview_id, u.model, u.purpose;
comment on column public.interviewer_usage_totals.purpose is 'Never null.';
