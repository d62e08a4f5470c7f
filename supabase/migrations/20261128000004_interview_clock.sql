-- The room is the authority for where an interview stands; what it says comes in by the service alone.
alter table public.interviews
  -- How long it is planned to take, in minutes; null where nothing limits it. A room reads it once, when it is new.
  add column minutes integer constraint interviews_minutes_check check (minutes between 1 and 480),
  -- The last report that was stored. Rooms number them, so that an older one never replaces a newer one.
  add column status_revision integer not null default 0,
  -- When something happens in the room by itself next: whoever finds it past wakes the room.
  add column due_at timestamptz,
  add column paused_at timestamptz,
  add column end_reason text constraint interviews_end_reason_check
    check (end_reason in ('ended', 'time-up', 'pause-expired', 'never-returned')),
  -- The candidate was let in, and it has not ended since.
  add column is_candidate_in boolean not null default false;
create index interviews_due_idx on public.interviews (due_at) where due_at is not null;

-- Nobody is interviewed twice at a time.
create unique index interviews_one_active_per_candidate
  on public.interviews (organization_id, lower(candidate_email)) where is_candidate_in;

create function private.release_candidate() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.is_candidate_in := false;
  new.due_at := null;
  return new;
end;
$$;
create trigger interviews_release_candidate before update of status on public.interviews
  for each row when (new.status in ('completed', 'abandoned')) execute function private.release_candidate();

revoke insert, update on public.interviews from authenticated;
grant insert (
  id, organization_id, created_by, title, candidate_name, candidate_email, language, minutes, scheduled_at
) on public.interviews to authenticated;
grant update (title, candidate_name, candidate_email, language, minutes, scheduled_at, is_candidate_in)
  on public.interviews to authenticated;

revoke execute on all functions in schema private from public, anon;
