import { App } from '@supabase/lite';
import type { PostgresConnection } from '@supabase/lite/postgres';
import type { AuthMailer } from './auth-mailer.ts';
import type { DirStorage } from './dir-storage.ts';
import type { EmbeddedConfig } from './env.ts';

/** How long a session's access token lives, in seconds. */
const JWT_EXPIRY_IN_S = 3600;
/** How long a mailed link or code works, in seconds. */
const OTP_EXPIRY_IN_S = 3600;
/** Digits of a mailed code, of which the link's token is made. Six can be guessed; each more costs ten times the tries. */
export const OTP_LENGTH = 8;
export const MIN_PASSWORD_LENGTH = 8;
/** The largest object. Keeps one upload from filling the disk. */
export const MAX_OBJECT_BYTES = 50 * 1024 * 1024;

/** @supabase/lite, set up as `supabase/config.toml` sets up a hosted project. */
export async function createLiteApp(
  config: EmbeddedConfig,
  parts: { connection: PostgresConnection; mailer: AuthMailer; storage: DirStorage },
): Promise<App> {
  const { appUrl, google } = config;
  const app = new App({
    connection: parts.connection,
    api: { port: config.port, schemas: ['public'], max_rows: 1000, external_url: appUrl },
    db: { driver: 'postgres', migrations: { schema_paths: [] }, seed: { enabled: false } },
    auth: {
      enabled: true,
      site_url: appUrl,
      additional_redirect_urls: [`${appUrl}/**`],
      jwt_secret: config.jwtSecret,
      jwt_expiry: JWT_EXPIRY_IN_S,
      enable_signup: true,
      minimum_password_length: MIN_PASSWORD_LENGTH,
      publishable_key: config.publishableKey,
      secret_key: config.secretKey,
      email: {
        enable_signup: true,
        enable_confirmations: true,
        // lite asks the old address only when this is on, and never proves the new one.
        double_confirm_changes: false,
        otp_length: OTP_LENGTH,
        otp_expiry: OTP_EXPIRY_IN_S,
      },
      external: google
        ? {
            google: {
              enabled: true,
              client_id: google.clientId,
              secret: google.secret,
              redirect_uri: `${appUrl}/auth/v1/callback`,
            },
          }
        : {},
    },
    storage: { enabled: true, file_size_limit: `${MAX_OBJECT_BYTES / 2 ** 20}MiB` },
    studio: { enabled: false },
    options: { server: { admin: false, disableStudio: true } },
  });
  app._mailer = parts.mailer;
  app._storageAdapter = parts.storage;
  await app.init();
  return app;
}
