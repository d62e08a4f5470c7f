-- Calls: which interviews have one, who may be recorded in it, which process records it, and what it recorded.
alter table public.interviews
  add column allows_call boolean not null default true,
  -- Only where there is a call.
  add column records_call boolean not null default true;

grant insert (allows_call, records_call), update (allows_call, records_call) on public.interviews to authenticated;

alter table public.participants
  -- What a guest answered about the recording of their voice; null where they were not asked.
  add column voice_consent boolean
    constraint participants_voice_consent_check check (voice_consent is null or link_id is not null);

-- Calls to be recorded, from the first token that was given for one, and which process does so until when.
create table public.call_recordings (
  interview_id uuid primary key references public.interviews (id) on delete cascade,
  host uuid,
  lease_until timestamptz,
  first_at timestamptz not null default now()
);
alter table public.call_recordings enable row level security;
revoke all on public.call_recordings from anon, authenticated;

-- Stretches of one speaker each, in the bucket `recordings`.
create table public.audio_segments (
  id uuid primary key default gen_random_uuid(),
  interview_id uuid not null references public.interviews (id) on delete cascade,
  participant_id uuid not null references public.participants (id) on delete cascade,
  -- Of the speaker, as they were called then.
  name text not null check (char_length(name) between 1 and 120),
  number integer not null check (number between 1 and 10000),
  -- Server time of the first sample, milliseconds since 1970.
  started_at_ms bigint not null check (started_at_ms > 0),
  duration_ms integer not null check (duration_ms >= 0),
  bytes integer not null check (bytes > 0),
  -- Of the stored file, in hex.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  storage_path text not null unique
    check (storage_path ~ '^\d{4}/\d{2}/\d{2}/[0-9a-f-]{36}/voice/[0-9a-f-]{36}-\d+\.ogg$'),
  created_at timestamptz not null default now(),
  unique (interview_id, participant_id, number)
);
create index audio_segments_participant_idx on public.audio_segments (participant_id);
alter table public.audio_segments enable row level security;
create policy "members read voices" on public.audio_segments for select to authenticated
  using (private.is_member(private.organization_of(interview_id)));
revoke all on public.audio_segments from anon, authenticated;
grant select on public.audio_segments to authenticated;

-- Written in the transaction that deletes the interview, so that no file is forgotten.
create function private.remove_voice() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.storage_removals (bucket, path) values ('recordings', old.storage_path);
  return null;
end;
$$;
create trigger audio_segments_remove_file after delete on public.audio_segments
  for each row execute function private.remove_voice();

-- People of an interview whose voices may be recorded now: members, who see that it is, and guests who agreed. Nobody
-- where the call is not recorded, the interview is over, or a candidate who is in said no.
create function private.call_speakers(p_interview_id uuid) returns table (participant_id uuid, name text)
language sql stable set search_path = '' as $$
  select p.id, p.display_name
  from public.participants p
  join public.interviews i on i.id = p.interview_id
  where i.id = p_interview_id
    and i.allows_call and i.records_call and i.status not in ('completed', 'abandoned')
    and p.admission = 'admitted' and p.role in ('interviewer', 'candidate')
    and (p.user_id is not null or p.voice_consent)
    and not exists (
      select 1 from public.participants c
      where c.interview_id = i.id and c.role = 'candidate' and c.admission = 'admitted' and c.voice_consent = false
    );
$$;

-- The same for whoever is told about one interview.
create function public.call_speakers(p_interview_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(
    jsonb_agg(jsonb_build_object('participantId', s.participant_id, 'name', s.name) order by s.participant_id), '[]'
  )
  from private.call_speakers(p_interview_id) s;
$$;

-- Renews what this process records, ends what it is done with, and grants up to `p_room` calls that nobody records, the
-- oldest first. Gives each that it records, with who may be recorded and what is stored of them. One that must not be
-- recorded any more is left out; what this process recorded of it until then it may still hand in.
create function public.claim_call_recordings(
  p_host uuid, p_held uuid[], p_released uuid[], p_room integer, p_lease_ms integer
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_until timestamptz := now() + p_lease_ms * interval '1 millisecond';
  v_ids uuid[];
  v_granted uuid[];
begin
  update public.call_recordings c set host = null, lease_until = null
  where c.host = p_host and c.interview_id = any (p_released);
  -- One that ran out is still its own, as long as nobody else was given it.
  with renewed as (
    update public.call_recordings c set lease_until = v_until
    where c.host = p_host and c.interview_id = any (p_held)
      and exists (select 1 from private.call_speakers(c.interview_id))
    returning c.interview_id
  )
  select coalesce(array_agg(r.interview_id), '{}') into v_ids from renewed r;
  with free as (
    select c.interview_id from public.call_recordings c
    join public.interviews i on i.id = c.interview_id
    where i.status not in ('completed', 'abandoned')
      and (c.lease_until is null or c.lease_until <= now())
      and exists (select 1 from private.call_speakers(c.interview_id))
    order by c.first_at, c.interview_id
    limit greatest(p_room, 0)
    for no key update of c skip locked
  ), granted as (
    update public.call_recordings c set host = p_host, lease_until = v_until
    from free f where c.interview_id = f.interview_id
    returning c.interview_id
  )
  select coalesce(array_agg(g.interview_id), '{}') into v_granted from granted g;
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'interviewId', h.id,
      'speakers', public.call_speakers(h.id),
      'storedSegments', coalesce((
        select jsonb_object_agg(s.participant_id, s.number)
        from (
          select a.participant_id, max(a.number) as number from public.audio_segments a
          where a.interview_id = h.id group by a.participant_id
        ) s
      ), '{}')
    ))
    from unnest(v_ids || v_granted) as h (id)
  ), '[]');
end;
$$;

revoke execute on function public.call_speakers(uuid) from public, anon, authenticated;
grant execute on function public.call_speakers(uuid) to service_role;
revoke execute on function public.claim_call_recordings(uuid, uuid[], uuid[], integer, integer)
  from public, anon, authenticated;
grant execute on function public.claim_call_recordings(uuid, uuid[], uuid[], integer, integer) to service_role;

revoke execute on all functions in schema private from public, anon;
grant execute on function private.call_speakers(uuid) to service_role;
