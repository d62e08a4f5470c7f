-- Tables of the service itself. No policies: only the secret key reads or writes them.
create table public.rate_limits (
  key text not null check (char_length(key) between 1 and 200),
  window_start timestamptz not null,
  count integer not null check (count > 0),
  primary key (key, window_start)
);
create index rate_limits_window_idx on public.rate_limits (window_start);
alter table public.rate_limits enable row level security;
revoke all on public.rate_limits from anon, authenticated;

-- Whether this try is still within `p_limit` tries per window of `p_window_seconds` (at most a day). Counts it if so.
create function public.take_rate_limit(p_key text, p_limit integer, p_window_seconds integer) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_window timestamptz;
  v_taken boolean;
begin
  if p_limit < 1 or p_window_seconds < 1 or p_window_seconds > 86400 then
    raise exception 'A rate limit needs at least one try and a window of 1 to 86400 seconds.' using errcode = '22023';
  end if;
  v_window := to_timestamp(floor(extract(epoch from clock_timestamp()) / p_window_seconds) * p_window_seconds);
  insert into public.rate_limits as r (key, window_start, count) values (p_key, v_window, 1)
  on conflict (key, window_start) do update set count = r.count + 1 where r.count < p_limit
  returning true into v_taken;
  -- No window is longer than a day; a few old rows a call keep the table small without a scheduled job.
  delete from public.rate_limits d using (
    select o.key, o.window_start from public.rate_limits o
    where o.window_start < clock_timestamp() - interval '2 days'
    limit 20 for update skip locked
  ) old
  where d.key = old.key and d.window_start = old.window_start;
  return coalesce(v_taken, false);
end;
$$;
revoke execute on function public.take_rate_limit(text, integer, integer) from public, anon, authenticated;
grant execute on function public.take_rate_limit(text, integer, integer) to service_role;

-- Outgoing mail of an installation that has no mail server, shown by the app in development.
create table public.dev_mailbox (
  id bigint generated always as identity primary key,
  to_address text not null,
  subject text not null,
  text text not null,
  html text,
  created_at timestamptz not null default now()
);
create index dev_mailbox_to_idx on public.dev_mailbox (to_address, id desc);
alter table public.dev_mailbox enable row level security;
revoke all on public.dev_mailbox from anon, authenticated;
