import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react';
import { ErrorPage } from './components/error-page.tsx';
import { useNonce } from './components/nonce.tsx';
import { getTheme } from './features/theme/theme.server.ts';
import { useTheme } from './features/theme/use-theme.ts';
import { getTimeZone } from './features/time-zone/time-zone.server.ts';
import { useTellTimeZone } from './features/time-zone/use-time-zone.ts';
import { passHeaders } from './server/page-headers.ts';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './styles/app.css';

export const headers = passHeaders;
export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }];

export const meta: MetaFunction = () => [{ title: 'Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return { theme: getTheme(request), timeZone: getTimeZone(request) };
}

export function Layout({ children }: { children: React.ReactNode }) {
  const nonce = useNonce();
  const theme = useTheme();
  return (
    <html lang="en" {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const data = useRouteLoaderData<typeof loader>('root');
  useTellTimeZone(data?.timeZone ?? null);
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
