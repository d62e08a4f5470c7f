import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { problemSchema } from '#core/problem.ts';
import { createScriptClient } from '../client.ts';
import { DEMO_PROBLEM } from '../demo-problem.ts';
import { getSystemEnv } from '../embedded/env.ts';
import {
  completePostgres,
  findPostgres,
  getProgram,
  requirePostgresUser,
} from '../embedded/postgres-binaries.ts';
import { canReach, choosePlace, findClusterDir } from '../embedded/postgres-place.ts';
import {
  type Embedded,
  type EmbeddedOptions,
  makeSecrets,
  startEmbedded,
} from '../embedded/start-for-tests.ts';
import { makeDataDir } from './embedded.ts';
import { must, PASSWORD, uniqueEmail } from './people.ts';

vi.setConfig({ testTimeout: 120_000 });

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function newDataDir(): Promise<string> {
  const dir = await makeDataDir();
  cleanups.push(() => fs.rm(dir, { recursive: true, force: true }));
  return dir;
}

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir: options.dataDir ?? (await newDataDir()), ...options });
  cleanups.push(() => embedded.stop());
  return embedded;
}

/** A server on a free port that tells each connection to `talk`. */
async function listen(talk: (socket: Socket) => void = () => {}): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // A socket that nobody reads does not notice that its other end is gone.
    socket.resume();
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('No port.');
  return { server, port: address.port };
}

/** A mail server that keeps what it is told, or turns every mail away while it is not working. */
async function startMailServer(isWorking = () => true): Promise<{ url: string; getReceived(): string }> {
  let received = '';
  const { port } = await listen((socket) => {
    let isInMail = false;
    socket.setEncoding('utf8');
    socket.write('220 test\r\n');
    socket.on('data', (text: string) => {
      received += text;
      if (isInMail) {
        if (!received.endsWith('\r\n.\r\n')) return;
        isInMail = false;
        socket.write('250 kept\r\n');
      } else if (!isWorking() && text.startsWith('MAIL')) {
        socket.write('451 try later\r\n');
      } else {
        isInMail = text.startsWith('DATA');
        socket.write(isInMail ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  });
  return { url: `smtp://127.0.0.1:${port}`, getReceived: () => received };
}

async function runMain(
  env: Record<string, string>,
): Promise<{ code: number | null; out: string; errors: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'supabase/embedded/main.ts'], {
    env: { ...getSystemEnv(), ...env },
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return { code: child.exitCode, out, errors };
}

describe('settings', () => {
  test('that are missing or wrong are named, all at once, without their values', async () => {
    const result = await runMain({
      JWT_SECRET: 'too-short-to-be-safe',
      SUPABASE_PORT: 'http',
      SUPABASE_SECRET_KEY: 'hunter2',
    });
    expect(result).toMatchObject({ code: 1, out: '' });
    for (const name of ['JWT_SECRET', 'SUPABASE_PORT', 'SUPABASE_SECRET_KEY', 'SUPABASE_PUBLISHABLE_KEY']) {
      expect(result.errors).toContain(name);
    }
    expect(result.errors).not.toMatch(/too-short|hunter2/);
    expect(result.errors.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['port', 'SUPABASE_PORT'],
    ['postgresPort', 'POSTGRES_PORT'],
  ] as const)(
    'a %s that is taken is an error that names %s, and leaves the folder free',
    async (option, name) => {
      const { port } = await listen();
      const dataDir = await newDataDir();
      await expect(start({ dataDir, [option]: port })).rejects.toThrow(
        new RegExp(`port is taken|Port ${port}.*${name}`, 'i'),
      );
      await start({ dataDir });
    },
  );
});

describe('demo data', () => {
  test('is made once, and its people can sign in', async () => {
    const dataDir = await newDataDir();
    const secrets = makeSecrets();
    const first = await startEmbedded({ dataDir, secrets, seedDemo: true });
    await first.stop();
    const { url, publishableKey, secretKey } = await start({ dataDir, secrets, seedDemo: true });
    const client = createScriptClient(url, publishableKey);
    const { data } = await client.auth.signInWithPassword({
      email: 'interviewer@interlace.test',
      password: 'interlace-demo',
    });
    expect(data.user?.user_metadata.display_name).toBe('Iris Interviewer');
    const overview = must(
      await client.from('interview_overview').select('title, candidate_name, created_by_name'),
    );
    expect(overview).toEqual([
      {
        title: 'Backend pairing: rate limiter',
        candidate_name: 'Casey Candidate',
        created_by_name: 'Iris Interviewer',
      },
    ]);
    const [problem] = must(await client.from('interview_problems').select());
    expect(problemSchema.parse(problem)).toEqual(DEMO_PROBLEM);
    expect(problem?.case_count).toBeGreaterThanOrEqual(6);
    expect(problem?.hidden_count).toBeGreaterThan(0);
    const service = createScriptClient(url, secretKey);
    const organizations = must(await service.from('organizations').select('name, memberships(role)'));
    expect(organizations).toHaveLength(1);
    expect(organizations[0]?.memberships.map((one) => one.role).sort()).toEqual([
      'interviewer',
      'owner',
      'reviewer',
    ]);
  });

  test('is not made unless asked for', async () => {
    const { url, secretKey } = await start();
    const { data } = await createScriptClient(url, secretKey).auth.admin.listUsers();
    expect(data.users).toEqual([]);
  });
});

describe('another Postgres, by DATABASE_URL', () => {
  test('is migrated and used, and none is started', async () => {
    const host = await start();
    const secrets = makeSecrets();
    const guest = await start({ databaseUrl: host.databaseUrl, secrets });
    must(
      await createScriptClient(host.url, host.secretKey)
        .from('organizations')
        .insert({ name: 'Shared' })
        .select(),
    );
    const read = await createScriptClient(guest.url, secrets.secretKey).from('organizations').select('name');
    expect(read.data).toEqual([{ name: 'Shared' }]);
    expect(await fs.readdir(guest.dataDir)).not.toContain('postgres');
  });

  test('that does not answer is an error that does not show the password', async () => {
    const { server, port } = await listen();
    await new Promise((resolve) => server.close(resolve));
    const databaseUrl = `postgres://postgres:hunter2@127.0.0.1:${port}/postgres`;
    const failure = await start({ databaseUrl }).catch((error: Error) => error.message);
    expect(failure).toContain('ECONNREFUSED');
    expect(failure).not.toContain('hunter2');
  });
});

describe('mail', () => {
  test('goes to the mail server when there is one, from the given sender, as text and HTML', async () => {
    const smtp = await startMailServer();
    const { url, publishableKey, secretKey } = await start({
      env: { SMTP_URL: smtp.url, MAIL_FROM: 'Interlace <team@interlace.example>' },
    });
    const email = uniqueEmail();
    const { error } = await createScriptClient(url, publishableKey).auth.signUp({
      email,
      password: PASSWORD,
    });
    expect(error).toBeNull();
    const mail = smtp.getReceived();
    expect(mail).toContain('MAIL FROM:<team@interlace.example>');
    expect(mail).toContain(`RCPT TO:<${email}>`);
    expect(mail).toContain('Subject: Confirm your email address');
    expect(mail).toContain('Content-Type: text/plain');
    expect(mail).toContain('Content-Type: text/html');
    const mailbox = await createScriptClient(url, secretKey).from('dev_mailbox').select();
    expect(mailbox.data).toEqual([]);
  });

  test('that the server does not take makes the sign-up fail, and it can be tried again at once', async () => {
    let isWorking = false;
    const smtp = await startMailServer(() => isWorking);
    const { url, publishableKey, getErrors } = await start({ env: { SMTP_URL: smtp.url } });
    const client = createScriptClient(url, publishableKey);
    const email = uniqueEmail();
    const signUp = () => client.auth.signUp({ email, password: PASSWORD });
    expect((await signUp()).error?.status).toBe(500);
    expect((await signUp()).error?.status).toBe(500);
    isWorking = true;
    expect((await signUp()).error).toBeNull();
    expect(smtp.getReceived()).toContain(`RCPT TO:<${email}>`);
    expect(getErrors()).not.toContain(email);
  });
});

describe('where Postgres lives', () => {
  test('its programs work without the links that an install script would have made', async () => {
    const native = await findPostgres();
    const copy = path.join(await newDataDir(), 'native');
    await fs.cp(native, copy, {
      recursive: true,
      filter: async (file) => !(await fs.lstat(file)).isSymbolicLink(),
    });
    const countLinks = async (dir: string) => {
      const entries = await fs.readdir(path.join(dir, 'lib'), { withFileTypes: true });
      return entries.filter((entry) => entry.isSymbolicLink()).length;
    };
    expect(await countLinks(copy)).toBe(0);
    await completePostgres(copy);
    await completePostgres(copy);
    expect(await countLinks(copy)).toBe(await countLinks(native));
    expect(await fs.realpath(path.join(copy, 'lib', 'libpq.so.5'))).toMatch(
      /native\/lib\/libpq\.so\.5\.\d+$/,
    );
  });

  test.runIf(process.getuid?.() === 0)(
    'its programs are copied for the postgres user where it cannot reach the installed ones',
    async () => {
      const dir = await newDataDir();
      await fs.chmod(dir, 0o755);
      const closed = path.join(dir, 'closed', 'native');
      await fs.cp(await findPostgres(), closed, { recursive: true, verbatimSymlinks: true });
      await fs.cp(
        path.join(await findPostgres(), '..', 'package.json'),
        path.join(dir, 'closed', 'package.json'),
      );
      await fs.chmod(path.join(dir, 'closed'), 0o700);
      const user = requirePostgresUser();
      const { nativeDir } = await choosePlace(dir, closed, user);
      cleanups.push(() => fs.rm(nativeDir, { recursive: true, force: true }));
      const run = (folder: string) =>
        spawnSync(getProgram(folder, 'postgres'), ['--version'], { ...user, encoding: 'utf8' });
      expect(run(closed).error).toMatchObject({ code: 'EACCES' });
      expect(run(nativeDir).stdout).toMatch(/^postgres \(PostgreSQL\) 17/);
    },
  );

  test('a folder is out of reach when one above it is closed to the user', async () => {
    const dir = await newDataDir();
    await fs.chmod(dir, 0o755);
    const inner = path.join(dir, 'closed', 'inner');
    await fs.mkdir(inner, { recursive: true });
    const { uid, gid } = await fs.stat(inner);
    const stranger = { uid: uid + 4321, gid: gid + 4321 };
    expect(await canReach(inner, stranger)).toBe(true);
    await fs.chmod(path.join(dir, 'closed'), 0o710);
    expect(await canReach(inner, stranger)).toBe(false);
    expect(await canReach(inner, { ...stranger, gid })).toBe(true);
    await fs.chmod(path.join(dir, 'closed'), 0o700);
    expect(await canReach(inner, { ...stranger, gid })).toBe(false);
    expect(await canReach(inner, { uid, gid })).toBe(true);
  });

  test.runIf(process.getuid?.() === 0)(
    "root's data folder may be closed to others: the cluster then lives elsewhere, and is found and reset",
    async () => {
      const closed = await newDataDir();
      await fs.chmod(closed, 0o700);
      const dataDir = path.join(closed, 'data');
      const secrets = makeSecrets();
      const first = await startEmbedded({ dataDir, secrets });
      onTestFinished(async () => {
        await fs.rm(path.dirname(clusterDir), { recursive: true, force: true });
      });
      const clusterDir = await findClusterDir(dataDir);
      expect(clusterDir.startsWith(dataDir)).toBe(false);
      expect((await fs.stat(clusterDir)).uid).toBe(requirePostgresUser()?.uid);
      must(
        await createScriptClient(first.url, secrets.secretKey)
          .from('organizations')
          .insert({ name: 'Kept' })
          .select(),
      );
      await first.stop();
      const second = await startEmbedded({ dataDir, secrets });
      const { data } = await createScriptClient(second.url, secrets.secretKey)
        .from('organizations')
        .select('name');
      expect(data).toEqual([{ name: 'Kept' }]);
      await second.stop();
      const reset = spawn(process.execPath, ['--import', 'tsx', 'supabase/reset.ts'], {
        env: { ...getSystemEnv(), INTERLACE_DATA: dataDir },
      });
      await new Promise((resolve) => reset.once('close', resolve));
      await expect(fs.stat(clusterDir)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  test('only we may read its password, and only loopback reaches it', async () => {
    const { dataDir, databaseUrl, postgresPort } = await start();
    const { mode } = await fs.stat(path.join(dataDir, 'postgres', 'password'));
    expect(mode & 0o077).toBe(0);
    expect(databaseUrl).toContain(`@127.0.0.1:${postgresPort}/`);
    const wrong = (await import('postgres')).default(databaseUrl.replace(/:[^:@]+@/, ':wrong@'), { max: 1 });
    await expect(wrong`select 1`).rejects.toMatchObject({ code: '28P01' });
    await wrong.end();
  });
});
