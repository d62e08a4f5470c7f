-- What was done to interviews, links and admissions, by whom. Written by triggers, never changed.
create table public.audit_log (
  id bigint generated always as identity primary key,
  -- No foreign keys: a log outlives what it tells of.
  organization_id uuid not null,
  actor_user_id uuid,
  actor_participant_id uuid,
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject_type text not null,
  subject_id uuid,
  -- States and roles only, no names, code or secrets.
  details jsonb not null default '{}'::jsonb check (jsonb_typeof(details) = 'object'),
  created_at timestamptz not null default now()
);
create index audit_log_organization_idx on public.audit_log (organization_id, created_at desc);
create index audit_log_subject_idx on public.audit_log (subject_id, created_at desc);

alter table public.audit_log enable row level security;
create policy "owners and admins read the log" on public.audit_log for select to authenticated
  using (private.has_role(organization_id, array['owner', 'admin']::public.member_role[]));
revoke all on public.audit_log from anon, authenticated, service_role;
grant select on public.audit_log to authenticated;
grant select, insert on public.audit_log to service_role;

create function private.refuse_log_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'The audit log is append-only.' using errcode = '42501';
end;
$$;
create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function private.refuse_log_change();
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function private.refuse_log_change();

create function private.audit_interview() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.audit_log (organization_id, actor_user_id, action, subject_type, subject_id)
    values (new.organization_id, coalesce(auth.uid(), new.created_by), 'interview.created', 'interview', new.id);
  else
    insert into public.audit_log (organization_id, actor_user_id, action, subject_type, subject_id, details)
    values (new.organization_id, auth.uid(), 'interview.status_changed', 'interview', new.id,
      jsonb_build_object('from', old.status, 'to', new.status));
  end if;
  return null;
end;
$$;
create trigger interviews_audit_insert after insert on public.interviews
  for each row execute function private.audit_interview();
create trigger interviews_audit_status after update of status on public.interviews
  for each row when (old.status <> new.status) execute function private.audit_interview();

create function private.audit_link() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (organization_id, actor_user_id, action, subject_type, subject_id, details)
  values (
    private.organization_of(new.interview_id),
    case when tg_op = 'INSERT' then coalesce(auth.uid(), new.created_by) else auth.uid() end,
    case when tg_op = 'INSERT' then 'link.created'
         when new.revoked_at is null then 'link.restored' else 'link.revoked' end,
    'invite_link', new.id,
    jsonb_build_object('interview_id', new.interview_id, 'role', new.role)
  );
  return null;
end;
$$;
create trigger invite_links_audit_insert after insert on public.invite_links
  for each row execute function private.audit_link();
create trigger invite_links_audit_revoke after update of revoked_at on public.invite_links
  for each row when ((old.revoked_at is null) <> (new.revoked_at is null)) execute function private.audit_link();

create function private.audit_admission() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (organization_id, actor_user_id, action, subject_type, subject_id, details)
  values (
    private.organization_of(new.interview_id),
    coalesce(auth.uid(), case when new.admission = 'admitted' then new.admitted_by end),
    'participant.' || new.admission, 'participant', new.id,
    jsonb_build_object(
      'interview_id', new.interview_id, 'role', new.role,
      'from', case when tg_op = 'UPDATE' then to_jsonb(old.admission) else 'null'::jsonb end
    )
  );
  return null;
end;
$$;
create trigger participants_audit_insert after insert on public.participants
  for each row execute function private.audit_admission();
create trigger participants_audit_update after update of admission on public.participants
  for each row when (old.admission <> new.admission) execute function private.audit_admission();

revoke execute on all functions in schema private from public, anon;
