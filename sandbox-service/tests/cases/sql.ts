import type { Case } from './case.ts';

const MiB = 1024 * 1024;

export const SQL_CASES: Case[] = [
  {
    name: 'prints an aligned table with headers',
    language: 'sql',
    code: "CREATE TABLE t (id INTEGER, name TEXT);\nINSERT INTO t VALUES (1, 'żółw'), (22, NULL);\nSELECT * FROM t;",
    verdict: 'accepted',
    stdout: 'id  name\n--  ----\n1   żółw\n22  NULL\n',
    stderr: '',
  },
  {
    name: 'runs what comes on stdin first',
    language: 'sql',
    code: 'SELECT sum(x) AS total FROM t;',
    stdin: 'CREATE TABLE t (x);\nINSERT INTO t VALUES (20), (22);',
    verdict: 'accepted',
    stdout: 'total\n-----\n42   \n',
  },
  {
    name: 'reads other files of the program, from the workspace on',
    language: 'sql',
    entry: 'src/start.sql',
    code: {
      'src/start.sql': '.read lib/schema.sql\n.read "lib/rows.sql"\nSELECT count(*) AS n FROM t;',
      'lib/schema.sql': 'CREATE TABLE t (x);',
      'lib/rows.sql': 'INSERT INTO t VALUES (1), (2);',
    },
    verdict: 'accepted',
    stdout: 'n\n-\n2\n',
  },
  {
    name: 'names file and line of an error and stops there',
    language: 'sql',
    code: 'SELECT 1 AS a;\n\nSELECT * FROM nowhere;\nSELECT 2;',
    verdict: 'runtime_error',
    stdout: 'a\n-\n1\n',
    stderr: 'main.sql:3: parse error: no such table: nowhere\n',
    end: { exitCode: 1, signal: null },
  },
  {
    name: 'names the file that was read, and the line in it',
    language: 'sql',
    code: {
      'main.sql': '-- first\n.read lib/rows.sql\nSELECT 1;',
      'lib/rows.sql': 'CREATE TABLE t (x UNIQUE);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (1);',
    },
    verdict: 'runtime_error',
    stderr: /^lib\/rows\.sql:3: runtime error: UNIQUE constraint failed: t\.x/,
  },
  {
    name: 'ends at the time limit',
    language: 'sql',
    code: 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n;',
    limits: { timeMs: 500 },
    verdict: 'time_limit',
  },
  {
    name: 'ends at the memory limit',
    language: 'sql',
    code: 'CREATE TABLE t (x);\nWITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) INSERT INTO t SELECT randomblob(100000) FROM n;',
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'has a shell and files, but only those of the sandbox',
    language: 'sql',
    code: ".shell id -u; cat /etc/shadow; ls /root /home; exec 3<>/dev/tcp/192.0.2.1/80\nATTACH '/usr/x.db' AS other;",
    verdict: 'runtime_error',
    stdout: '1000\n',
    stderr: /shadow: No such file[\s\S]*main\.sql:2: .*unable to open database/,
  },
];
