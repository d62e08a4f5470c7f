-- What it costs to write down what people say in a call, beside the models of AI interviewers and assistants.
alter table public.interviewer_usage
  drop constraint interviewer_usage_purpose_check,
  add constraint interviewer_usage_purpose_check check (purpose in ('interviewer', 'assistant', 'transcripts'));
