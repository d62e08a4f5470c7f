-- Who works where: profiles, organisations, memberships, and the functions that every policy asks.
create schema if not exists extensions;
create schema if not exists private;
grant usage on schema private to authenticated, service_role;

create type public.member_role as enum ('owner', 'admin', 'interviewer', 'reviewer');

create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null check (char_length(display_name) between 1 and 60),
  -- Preferences of the interface; the size keeps one person's from slowing every page.
  settings jsonb not null default '{}'::jsonb
    check (jsonb_typeof(settings) = 'object' and octet_length(settings::text) <= 16384),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(btrim(name)) between 1 and 120),
  created_at timestamptz not null default now()
);

create table public.memberships (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  role public.member_role not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
create index memberships_user_idx on public.memberships (user_id);

alter table public.profiles enable row level security;
alter table public.organizations enable row level security;
alter table public.memberships enable row level security;

-- Policies ask through these: security definer, so that reading memberships does not ask the policies again.
create function private.is_member(p_organization_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.memberships m
    where m.organization_id = p_organization_id and m.user_id = (select auth.uid())
  );
$$;

create function private.has_role(p_organization_id uuid, p_roles public.member_role[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.memberships m
    where m.organization_id = p_organization_id and m.user_id = (select auth.uid()) and m.role = any (p_roles)
  );
$$;

-- Whether some user belongs to the organisation; false unless the caller belongs to it too.
create function private.is_fellow_member(p_organization_id uuid, p_user_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.memberships mine
    join public.memberships theirs using (organization_id)
    where mine.organization_id = p_organization_id
      and mine.user_id = (select auth.uid()) and theirs.user_id = p_user_id
  );
$$;

-- Whether the caller shares any organisation with this user.
create function private.works_with(p_user_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.memberships mine
    join public.memberships theirs using (organization_id)
    where mine.user_id = (select auth.uid()) and theirs.user_id = p_user_id
  );
$$;

create function private.set_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end;
$$;
create trigger profiles_updated_at before update on public.profiles
  for each row execute function private.set_updated_at();

-- Everybody who signs up gets a profile, and a team of their own unless they came by invitation.
create function private.handle_new_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_meta jsonb := coalesce(new.raw_user_meta_data, '{}'::jsonb);
  v_name text;
  v_organization_id uuid;
begin
  v_name := coalesce(
    v_meta ->> 'display_name', v_meta ->> 'full_name', v_meta ->> 'name', split_part(new.email, '@', 1), ''
  );
  v_name := left(btrim(regexp_replace(v_name, '[[:space:][:cntrl:]]+', ' ', 'g')), 60);
  if v_name = '' then
    v_name := 'Somebody';
  end if;
  insert into public.profiles (user_id, display_name) values (new.id, v_name);
  if new.invited_at is null and coalesce(v_meta ->> 'invited', '') <> 'true' then
    insert into public.organizations (name) values (v_name || '''s team') returning id into v_organization_id;
    insert into public.memberships (organization_id, user_id, role) values (v_organization_id, new.id, 'owner');
  end if;
  return new;
end;
$$;
create trigger on_auth_user_created after insert on auth.users
  for each row execute function private.handle_new_user();

-- An organisation that people work in keeps an owner. The service may still delete users and organisations.
create function private.keep_an_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if auth.role() is distinct from 'authenticated' or old.role <> 'owner' then
    return coalesce(new, old);
  end if;
  if tg_op = 'UPDATE' and new.role = 'owner' then
    return new;
  end if;
  -- Two owners who leave at the same moment queue here, so that one of them stays.
  perform 1 from public.organizations o where o.id = old.organization_id for update;
  if not exists (
    select 1 from public.memberships m
    where m.organization_id = old.organization_id and m.role = 'owner' and m.user_id <> old.user_id
  ) then
    raise exception 'An organisation needs an owner.'
      using errcode = 'P0001', hint = 'Make another member owner first.';
  end if;
  return coalesce(new, old);
end;
$$;
create trigger memberships_keep_an_owner before update or delete on public.memberships
  for each row execute function private.keep_an_owner();

create policy "read own and fellow members' profiles" on public.profiles for select to authenticated
  using (user_id = (select auth.uid()) or private.works_with(user_id));
create policy "change own profile" on public.profiles for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

create policy "members read their organisations" on public.organizations for select to authenticated
  using (private.is_member(id));
create policy "owners and admins rename" on public.organizations for update to authenticated
  using (private.has_role(id, array['owner', 'admin']::public.member_role[]))
  with check (private.has_role(id, array['owner', 'admin']::public.member_role[]));

create policy "members read memberships" on public.memberships for select to authenticated
  using (private.is_member(organization_id));
-- Only an owner makes owners, and nobody changes his own role.
create policy "owners and admins add members" on public.memberships for insert to authenticated
  with check (
    user_id <> (select auth.uid())
    and (
      private.has_role(organization_id, array['owner']::public.member_role[])
      or (role <> 'owner' and private.has_role(organization_id, array['admin']::public.member_role[]))
    )
  );
create policy "owners and admins change roles" on public.memberships for update to authenticated
  using (
    user_id <> (select auth.uid())
    and (
      private.has_role(organization_id, array['owner']::public.member_role[])
      or (role <> 'owner' and private.has_role(organization_id, array['admin']::public.member_role[]))
    )
  )
  with check (
    user_id <> (select auth.uid())
    and (
      private.has_role(organization_id, array['owner']::public.member_role[])
      or (role <> 'owner' and private.has_role(organization_id, array['admin']::public.member_role[]))
    )
  );
create policy "owners and admins remove members, members leave" on public.memberships for delete to authenticated
  using (
    user_id = (select auth.uid())
    or private.has_role(organization_id, array['owner']::public.member_role[])
    or (role <> 'owner' and private.has_role(organization_id, array['admin']::public.member_role[]))
  );

-- Privileges below the policies: anonymous callers have none, members only what the product needs.
revoke all on public.profiles, public.organizations, public.memberships from anon, authenticated;
grant select on public.profiles, public.organizations, public.memberships to authenticated;
grant update (display_name, settings) on public.profiles to authenticated;
grant update (name) on public.organizations to authenticated;
grant insert, delete, update (role) on public.memberships to authenticated;

revoke execute on all functions in schema private from public, anon;
grant execute on function
  private.is_member(uuid), private.has_role(uuid, public.member_role[]),
  private.is_fellow_member(uuid, uuid), private.works_with(uuid)
  to authenticated, service_role;
