import type { Case } from './case.ts';

const MiB = 1024 * 1024;

const CASES: Case[] = [
  {
    name: 'is a whole PostgreSQL, with tables as psql prints them',
    language: 'postgresql',
    code: [
      'CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tags jsonb);',
      `INSERT INTO t (tags) VALUES ('["żółw"]'), (NULL);`,
      'CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2 * n; END $$;',
      'SELECT id, twice(id), tags->>0 AS tag, row_number() OVER () FROM t WHERE id < 3 ORDER BY id;',
    ].join('\n'),
    verdict: 'accepted',
    stdout:
      ' id | twice | tag  | row_number \n----+-------+------+------------\n  1 |     2 | żółw |          1\n  2 |     4 | NULL |          2\n(2 rows)\n\n',
    stderr: '',
  },
  {
    name: 'runs what comes on stdin first, then the entry and the files it includes',
    language: 'postgresql',
    entry: 'src/start.pgsql',
    code: {
      'src/start.pgsql': '\\i lib/far.pgsql\n\\ir near.sql\nSELECT sum(x) AS total FROM t;',
      'src/near.sql': 'INSERT INTO t VALUES (2);',
      'lib/far.pgsql': 'INSERT INTO t VALUES (20);',
    },
    stdin: 'CREATE TABLE t (x int);\nINSERT INTO t VALUES (20);',
    verdict: 'accepted',
    stdout: ' total \n-------\n    42\n(1 row)\n\n',
    stderr: '',
  },
  {
    name: 'names file and line of an error and stops there',
    language: 'postgresql',
    code: "SELECT 1 AS a;\n\nSELECT 'x'::int;\nSELECT 2 AS b;",
    verdict: 'runtime_error',
    stdout: ' a \n---\n 1\n(1 row)\n\n',
    stderr: /^psql:main\.pgsql:3: ERROR: {2}invalid input syntax for type integer: "x"/,
    end: { exitCode: 3, signal: null },
  },
  {
    name: 'ends at the time limit',
    language: 'postgresql',
    code: 'SELECT pg_sleep(60);',
    limits: { timeMs: 3000 },
    verdict: 'time_limit',
  },
  {
    name: 'ends at the memory limit',
    language: 'postgresql',
    code: 'SELECT length(string_agg(repeat(md5(x::text), 1000), NULL)) FROM generate_series(1, 20000) AS x;',
    limits: { memoryBytes: 128 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'has a shell, programs and files, but only those of the sandbox',
    language: 'postgresql',
    code: [
      '\\! id -u; cat /etc/shadow',
      "COPY (SELECT 1) TO PROGRAM 'cat > /workspace/made; ls /root /home /var/lib/postgresql || true';",
      '\\! cat made',
      "SELECT pg_read_file('/etc/shadow', 0, 10, true) IS NULL AS nothing;",
      "COPY (SELECT 1) TO '/usr/made';",
    ].join('\n'),
    verdict: 'runtime_error',
    stdout: '1000\n1\n nothing \n---------\n t\n(1 row)\n\n',
    stderr:
      /cat: \/etc\/shadow: No such file[\s\S]*psql:main\.pgsql:5: ERROR: {2}could not open file "\/usr\/made" for writing: Read-only file system/,
  },
];

/** The service of the tests makes a data directory in each run, which takes long on a machine with other work. */
export const POSTGRESQL_CASES: Case[] = CASES.map((entry) => ({
  ...entry,
  limits: { timeMs: 30_000, ...entry.limits },
}));
