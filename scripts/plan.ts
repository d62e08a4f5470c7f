import { writeMediaConfig } from './media-config.ts';
import { NO_MEDIA_SERVER } from './media-server.mjs';
import { choosePort } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { Service } from './supervisor.ts';

interface PlannedService {
  service: Service;
  label: string;
  /** Whether nothing works without it. The others may fail to start and the rest still runs. */
  isNeeded: boolean;
}

/** The media server, which starts beside all else. */
export interface PlannedMedia {
  program: MediaProgram;
  makeService(server: string): Service;
}

/** A media server of this machine, or the Go that can build it. */
export type MediaProgram = { server: string } | { go: string };

export interface Plan {
  /** In the order in which they must start. */
  services: PlannedService[];
  /** Null where somebody else runs it, or nobody does. */
  media: PlannedMedia | null;
  appUrl: string;
  signIns: string[];
  /** What is up but cannot do its work, in words for the person at the terminal. */
  findWarnings(): Promise<string[]>;
}

interface PlanInput {
  environment: Record<string, string>;
  secrets: Secrets;
  data: string;
  isDevelopment: boolean;
  /** Finds what can carry calls; asked only where this installation is to do so itself. */
  findMediaServer: () => MediaProgram | null;
}

/** What only the app may know: who is in a call by right, and who records it. */
const CALL_SECRETS = ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'RECORDER_SERVICE_TOKEN'];

/** The demo accounts that the seed makes; see supabase/seed.ts. */
const DEMO_SIGN_INS = ['interviewer@interlace.test / interlace-demo   (also owner@ and reviewer@)'];

/**
 * Decides which processes to start and what each is told. A part whose address is configured (SUPABASE_URL,
 * ROOM_URL, SANDBOX_URL, LIVEKIT_URL) is somebody else's to run and is not started. Throws when a chosen port is taken.
 */
export async function planServices(input: PlanInput): Promise<Plan> {
  const { environment, secrets, data, isDevelopment } = input;
  const get = (name: string): string | undefined => environment[name] || undefined;
  const port = (name: string, wished: number, isUdp = false) =>
    choosePort({ name, chosen: get(name), wished, isUdp });
  const host = get('HOST') ?? '127.0.0.1';
  const appPort = await port('PORT', 3000);
  const appUrl = get('APP_URL') ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${appPort}`;
  const isEmbedded = !get('SUPABASE_URL');
  if (!isEmbedded)
    requireTogether(environment, ['SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY']);
  if (get('ROOM_URL')) requireTogether(environment, ['ROOM_URL', 'ROOM_TOKEN_SECRET', 'ROOM_SERVICE_TOKEN']);
  const hasCalls = get('CALLS') !== '0';
  if (hasCalls && get('LIVEKIT_URL'))
    requireTogether(environment, ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET']);
  const mediaProgram = hasCalls && !get('LIVEKIT_URL') ? input.findMediaServer() : null;

  const ports = {
    supabase: isEmbedded ? await port('SUPABASE_PORT', 54421) : 0,
    postgres: isEmbedded && !get('DATABASE_URL') ? await port('POSTGRES_PORT', 54422) : 0,
    room: get('ROOM_URL') ? 0 : await port('ROOM_PORT', 1999),
    sandbox: get('SANDBOX_URL') ? 0 : await port('SANDBOX_PORT', 4600),
    media: mediaProgram ? await port('LIVEKIT_PORT', 7880) : 0,
    mediaUdp: mediaProgram ? await port('LIVEKIT_UDP_PORT', 7882, true) : 0,
  };
  const sandboxUrl = get('SANDBOX_URL') ?? `http://127.0.0.1:${ports.sandbox}`;
  const shared: NodeJS.ProcessEnv & Record<string, string> = {
    ...secrets,
    ...environment,
    INTERLACE_DATA: data,
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NO_UPDATE_NOTIFIER: '1',
    DO_NOT_TRACK: '1',
    APP_URL: appUrl,
    HOST: host,
    PORT: String(appPort),
    SUPABASE_URL: get('SUPABASE_URL') ?? `http://127.0.0.1:${ports.supabase}`,
    SUPABASE_PORT: String(ports.supabase),
    POSTGRES_PORT: String(ports.postgres),
    ROOM_URL: get('ROOM_URL') ?? `http://127.0.0.1:${ports.room}`,
    ROOM_PORT: String(ports.room),
    SANDBOX_URL: sandboxUrl,
    SANDBOX_PORT: String(ports.sandbox),
    LIVEKIT_URL: hasCalls
      ? (get('LIVEKIT_URL') ?? (mediaProgram ? `ws://127.0.0.1:${ports.media}` : ''))
      : '',
    ALLOWED_ORIGINS: get('ALLOWED_ORIGINS') ?? new URL(appUrl).origin,
    SEED_DEMO: get('SEED_DEMO') ?? (isEmbedded ? '1' : ''),
    DEV_MAILBOX: isEmbedded && !get('SMTP_URL') ? '1' : '',
    GOOGLE_ENABLED: get('GOOGLE_ENABLED') ?? (get('GOOGLE_CLIENT_ID') ? '1' : ''),
  };
  // no process that runs or relays what candidates write has a key that costs money
  const keyless = without(shared, 'ANTHROPIC_API_KEY', 'OPENAI_API_KEY', ...CALL_SECRETS);
  const node = (script: string) => ['--import', 'tsx', script];
  const services: PlannedService[] = [];
  if (isEmbedded) {
    services.push({
      service: { name: 'supabase', args: node('supabase/embedded/main.ts'), env: keyless },
      label: 'database, sign-in and storage',
      isNeeded: true,
    });
  }
  if (ports.sandbox) {
    const service = {
      name: 'sandbox',
      args: node('sandbox-service/main.ts'),
      env: without(
        keyless,
        'SUPABASE_SECRET_KEY',
        'JWT_SECRET',
        'TAPE_SIGNING_KEY',
        'INTERVIEWER_SERVICE_TOKEN',
      ),
    };
    services.push({ service, label: 'sandbox for running code', isNeeded: false });
  }
  if (ports.room) {
    services.push({
      service: { name: 'room', args: node('party/main.ts'), env: keyless },
      label: 'room server',
      isNeeded: true,
    });
  }
  services.push({
    service: { name: 'app', args: node('app/server/main.ts'), env: shared },
    label: 'app',
    isNeeded: true,
  });
  if (get('INTERVIEWER') !== '0')
    services.push({
      service: {
        name: 'interviewer',
        args: node('interviewer/main.ts'),
        // it talks to the app and the rooms alone: nothing that opens the database or signs tokens is handed to it
        env: without(
          shared,
          ...['SUPABASE_SECRET_KEY', 'JWT_SECRET', 'TAPE_SIGNING_KEY', 'ROOM_TOKEN_SECRET'],
          ...['ROOM_SERVICE_TOKEN', 'SANDBOX_SERVICE_TOKEN', 'SESSION_SECRET', 'DATABASE_URL'],
          ...CALL_SECRETS,
        ),
      },
      label: 'AI interviewer',
      isNeeded: false,
    });
  if (hasCalls && shared.LIVEKIT_URL)
    services.push({
      service: {
        name: 'recorder',
        args: node('interviewer/recorder/main.ts'),
        // of all keys it has the one that it shows the app, and that of whoever turns speech into words
        env: {
          ...without(shared, ...Object.keys(secrets), 'ANTHROPIC_API_KEY', 'DATABASE_URL', 'SMTP_URL'),
          RECORDER_SERVICE_TOKEN: shared.RECORDER_SERVICE_TOKEN,
        },
      },
      label: 'recorder of calls',
      isNeeded: false,
    });
  return {
    services,
    media: mediaProgram && planMedia(mediaProgram),
    appUrl,
    signIns: isEmbedded
      ? [...DEMO_SIGN_INS, ...(shared.DEV_MAILBOX ? [`Mail that the product sends: ${appUrl}/dev/mail`] : [])]
      : [],
    findWarnings: async () => [
      ...(await findWarnings(sandboxUrl)),
      ...(hasCalls && !shared.LIVEKIT_URL ? [NO_MEDIA_SERVER] : []),
    ],
  };

  function planMedia(program: MediaProgram): PlannedMedia {
    const url = `http://127.0.0.1:${ports.media}`;
    return {
      program,
      makeService(server) {
        const config = writeMediaConfig({
          data,
          port: ports.media,
          udpPort: ports.mediaUdp,
          nodeIp: get('LIVEKIT_NODE_IP') ?? '127.0.0.1',
          apiKey: shared.LIVEKIT_API_KEY ?? '',
          apiSecret: shared.LIVEKIT_API_SECRET ?? '',
          webhookUrl: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${appPort}/api/webhooks/livekit`,
        });
        // it has its keys from the file
        const env = without(keyless, ...Object.keys(secrets), 'DATABASE_URL', 'SMTP_URL');
        return { name: 'media', args: [...node('scripts/media-server-main.ts'), server, config, url], env };
      },
    };
  }
}

async function findWarnings(sandboxUrl: string): Promise<string[]> {
  try {
    const response = await fetch(`${sandboxUrl}/healthz`, { signal: AbortSignal.timeout(3000) });
    if (response.ok) return [];
    const body: unknown = await response.json().catch(() => null);
    const reason =
      typeof body === 'object' && body !== null && 'reason' in body
        ? String(body.reason)
        : `it answers ${response.status}`;
    return [`Code cannot run: ${reason}`];
  } catch {
    return ['Code cannot run: the sandbox service does not answer.'];
  }
}

function requireTogether(environment: Record<string, string>, names: string[]): void {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new Error(`${names[0]} is set, so these must be set too: ${missing.join(', ')}.`);
}

function without(environment: NodeJS.ProcessEnv, ...names: string[]): NodeJS.ProcessEnv {
  return { ...environment, ...Object.fromEntries(names.map((name) => [name, undefined])) };
}
