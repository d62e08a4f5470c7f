import type { Column, DatabaseFunction, ForeignKey, Introspection } from './types-introspection.ts';

const HEADER = `// Written by supabase/generate-types.ts from the migrated database. Do not edit: run "npm run db:types".
`;

const FOOTER = `
type Public = Database['public'];
type Relations = Public['Tables'] & Public['Views'];

/** A row as it is read. */
export type Tables<Name extends keyof Relations> = Relations[Name]['Row'];
/** What an insert takes. */
export type TablesInsert<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Insert'];
/** What an update takes. */
export type TablesUpdate<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Update'];
export type Enums<Name extends keyof Public['Enums']> = Public['Enums'][Name];
`;

/** The types file for supabase-js: `Database` in the form of the Supabase CLI's, for schema `public`. */
export function writeTypes(found: Introspection): string {
  const enumNames = new Set(found.enums.map((one) => one.name));
  const relations = groupBy(found.columns, (column) => column.relation);
  const write = (kind: Column['relationKind']) =>
    [...relations]
      .filter(([, columns]) => columns[0]?.relationKind === kind)
      .map(([name, columns]) => writeRelation(name, columns, found.foreignKeys, enumNames))
      .join('');
  const functions = found.functions.map((one) => writeFunction(one, enumNames)).join('');
  const enums = found.enums
    .map(({ name, values }) => `      ${name}: ${values.map((value) => `'${value}'`).join(' | ')};\n`)
    .join('');
  return `${HEADER}
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
${write('table')}    };
    Views: {
${write('view')}    };
    Functions: {
${functions}    };
    Enums: {
${enums}    };
    CompositeTypes: Record<never, never>;
  };
};
${FOOTER}`;
}

function writeRelation(
  name: string,
  columns: Column[],
  keys: ForeignKey[],
  enums: ReadonlySet<string>,
): string {
  const typeOf = (column: Column) => {
    const type = getType(column.type, enums) + (column.isArray ? '[]' : '');
    return column.isNullable ? `${type} | null` : type;
  };
  const line = (text: string) => `          ${text}\n`;
  const row = columns.map((c) => line(`${c.name}: ${typeOf(c)};`)).join('');
  const relationships = keys
    .filter((key) => key.relation === name)
    .map((key) => {
      const list = (names: string[]) => `[${names.map((one) => `'${one}'`).join(', ')}]`;
      return `          {
            foreignKeyName: '${key.name}';
            columns: ${list(key.columns)};
            isOneToOne: ${key.isOneToOne};
            referencedRelation: '${key.target}';
            referencedColumns: ${list(key.targetColumns)};
          },
`;
    })
    .join('');
  const written = columns[0]?.relationKind === 'table' ? writeChanges(columns, typeOf, line) : '';
  const links = relationships ? `[\n${relationships}        ]` : '[]';
  return `      ${name}: {\n        Row: {\n${row}        };\n${written}        Relationships: ${links};\n      };\n`;
}

function writeChanges(
  columns: Column[],
  typeOf: (c: Column) => string,
  line: (text: string) => string,
): string {
  const insert = columns.map((c) => {
    if (c.isReadOnly) return line(`${c.name}?: never;`);
    return line(`${c.name}${c.isNullable || c.hasDefault ? '?' : ''}: ${typeOf(c)};`);
  });
  const update = columns.map((c) => line(`${c.name}?: ${c.isReadOnly ? 'never' : typeOf(c)};`));
  return `        Insert: {\n${insert.join('')}        };\n        Update: {\n${update.join('')}        };\n`;
}

function writeFunction(
  { name, args, returns, returnsSet }: DatabaseFunction,
  enums: ReadonlySet<string>,
): string {
  const list = args.map((arg) => `${arg.name}${arg.isOptional ? '?' : ''}: ${getType(arg.type, enums)}`);
  const type = getType(returns, enums) + (returnsSet ? '[]' : '');
  return `      ${name}: { Args: ${list.length > 0 ? `{ ${list.join('; ')} }` : 'never'}; Returns: ${type} };\n`;
}

/** How a Postgres type arrives as JSON. */
function getType(type: string, enums: ReadonlySet<string>): string {
  if (enums.has(type)) return `Database['public']['Enums']['${type}']`;
  // How Postgres names the type of a list.
  if (type.startsWith('_')) return `${getType(type.slice(1), enums)}[]`;
  if (type === 'bool') return 'boolean';
  if (/^(int2|int4|int8|float4|float8|numeric)$/.test(type)) return 'number';
  if (/^jsonb?$/.test(type)) return 'Json';
  if (/^(text|varchar|bpchar|uuid|date|time|timetz|timestamp|timestamptz|bytea|interval)$/.test(type))
    return 'string';
  if (type === 'void') return 'undefined';
  throw new Error(`supabase/types-writer.ts does not know how the type ${type} arrives. Add it there.`);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
