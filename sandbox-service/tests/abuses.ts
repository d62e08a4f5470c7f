/** Every kind of abuse that the service must contain. Each has at least one hostile program or scripted attack. */
export const ABUSES = [
  'fork bomb',
  'memory bomb',
  'memory that belongs to no process',
  'memory kill behind a parent that ends well',
  'output flood',
  'disk fill',
  'file size',
  'leftovers seen by the next',
  'network',
  'local sockets',
  'socket families',
  'racing clean-up',
  'planted links',
  'compile time',
  'environment',
  'names and arguments',
  'proc',
  'descriptors',
  'signals to others',
  'privileges',
  'namespaces',
  'system calls',
  'other numberings of system calls',
  'typing into a terminal',
  'terminals',
  'daemons',
  'deaf to signals',
  'stopped or asleep',
  'locks',
  'strange output',
  'unread input',
  'closed channels',
  'reopened channels',
  'threads and processors',
  'strange names and many files',
  'two candidates at once',
  'forged results',
  'read-only root',
  'runs in a row',
  'service killed',
  'broken installation',
] as const;
export type Abuse = (typeof ABUSES)[number];

/** Whether a text names a kind of abuse. */
export function isAbuse(text: string): text is Abuse {
  return (ABUSES as readonly string[]).includes(text);
}

/** A test that stands in a file of its own, because it needs more than one program in one service. */
export interface ScriptedAttack {
  file: string;
  /** A part of the test's name. */
  test: string;
  abuses: readonly Abuse[];
}

export const SCRIPTED_ATTACKS: readonly ScriptedAttack[] = [
  {
    file: 'abuse-requests.test.ts',
    test: 'names and arguments that a shell would read',
    abuses: ['names and arguments'],
  },
  {
    file: 'abuse-requests.test.ts',
    test: 'paths that lead out, or are too long or too many',
    abuses: ['strange names and many files'],
  },
  { file: 'abuse-requests.test.ts', test: 'input that nobody reads', abuses: ['unread input'] },
  { file: 'abuse-requests.test.ts', test: 'opens its channels again', abuses: ['reopened channels'] },
  {
    file: 'abuse-together.test.ts',
    test: 'runs that are started and cut off at the same time',
    abuses: ['racing clean-up', 'leftovers seen by the next'],
  },
  {
    file: 'abuse-together.test.ts',
    test: 'two candidates at once',
    abuses: ['two candidates at once', 'local sockets'],
  },
  {
    file: 'abuse-build.test.ts',
    test: 'what a compile step has planted',
    abuses: ['planted links', 'compile time'],
  },
  {
    file: 'leftovers.test.ts',
    test: 'a thousand runs leave no process',
    abuses: ['runs in a row', 'daemons', 'output flood'],
  },
  {
    file: 'abuse-terminal.test.ts',
    test: 'a terminal holds back what a run does',
    abuses: ['terminals', 'network', 'local sockets', 'proc', 'read-only root', 'environment'],
  },
  { file: 'leftovers.test.ts', test: 'when the service is killed', abuses: ['service killed'] },
  { file: 'edge.test.ts', test: 'when bubblewrap %s it stays up', abuses: ['broken installation'] },
];
