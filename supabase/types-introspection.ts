import type { Sql } from 'postgres';

export interface Column {
  relation: string;
  relationKind: 'table' | 'view';
  name: string;
  type: string;
  isArray: boolean;
  isNullable: boolean;
  hasDefault: boolean;
  /** Computed, or an identity that is always generated: cannot be written. */
  isReadOnly: boolean;
}

export interface ForeignKey {
  relation: string;
  name: string;
  columns: string[];
  isOneToOne: boolean;
  target: string;
  targetColumns: string[];
}

export interface DatabaseFunction {
  name: string;
  args: { name: string; type: string; isOptional: boolean }[];
  returns: string;
  returnsSet: boolean;
}

export interface Enum {
  name: string;
  values: string[];
}

export interface Introspection {
  columns: Column[];
  foreignKeys: ForeignKey[];
  functions: DatabaseFunction[];
  enums: Enum[];
}

/** What schema `public` offers to the API, in a stable order. */
export async function introspect(sql: Sql): Promise<Introspection> {
  const columns = await sql<Column[]>`
    select c.relname as relation,
      case when c.relkind = 'v' then 'view' else 'table' end as "relationKind",
      a.attname as name,
      case when t.typelem <> 0 and t.typcategory = 'A' then e.typname else t.typname end as type,
      t.typcategory = 'A' as "isArray",
      not a.attnotnull and col_description(c.oid, a.attnum) is distinct from 'Never null.' as "isNullable",
      a.atthasdef or a.attidentity <> '' as "hasDefault",
      a.attgenerated <> '' or a.attidentity = 'a' as "isReadOnly"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = t.typelem
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'p')
    order by c.relname, a.attname`;
  const foreignKeys = await sql<ForeignKey[]>`
    select c.relname as relation, k.conname as name, f.relname as target,
      array(select a.attname::text from unnest(k.conkey) with ordinality n(num, pos)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num order by n.pos) as columns,
      array(select a.attname::text from unnest(k.confkey) with ordinality n(num, pos)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num order by n.pos) as "targetColumns",
      exists (select from pg_index i where i.indrelid = k.conrelid and i.indisunique and i.indpred is null
        and i.indkey::int2[] <@ k.conkey and i.indkey::int2[] @> k.conkey) as "isOneToOne"
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and f.relnamespace = 'public'::regnamespace
    order by c.relname, k.conname`;
  const functions = await sql<DatabaseFunction[]>`
    select p.proname as name, t.typname as returns, p.proretset as "returnsSet",
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'name', p.proargnames[n.pos], 'type', at.typname, 'isOptional', n.pos > p.pronargs - p.pronargdefaults
        ) order by n.pos)
        from unnest(p.proargtypes) with ordinality n(oid, pos) join pg_type at on at.oid = n.oid
      ), '[]'::jsonb) as args
    from pg_proc p join pg_type t on t.oid = p.prorettype
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and t.typname <> 'trigger'
    order by p.proname`;
  const enums = await sql<Enum[]>`
    select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as values
    from pg_type t join pg_enum e on e.enumtypid = t.oid
    where t.typnamespace = 'public'::regnamespace
    group by t.typname order by t.typname`;
  return { columns, foreignKeys, functions, enums };
}
