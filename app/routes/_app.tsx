import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData } from '@remix-run/react';
import { AppHeader } from '#app/components/app-header.tsx';
import { requireMember } from '#app/features/organisations/member.server.ts';
import { PaletteHost } from '#app/features/palette/palette-host.tsx';
import { memberCan } from '#core/roles.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { user, displayName, organisation, organisations, headers } = await requireMember(request);
  return data(
    {
      email: user.email,
      displayName,
      organisation,
      organisations,
      canWrite: memberCan(organisation.role, 'write-interviews'),
    },
    { headers },
  );
}

/** Frame of the pages for members. */
export default function MemberPages() {
  const member = useLoaderData<typeof loader>();
  return (
    <PaletteHost canWrite={member.canWrite}>
      <a
        href="#main"
        className="sr-only rounded-control bg-raised focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-1.5 focus:shadow-float"
      >
        Skip to the content
      </a>
      <AppHeader {...member} />
      <main id="main" className="mx-auto w-full max-w-[1200px] px-4 py-6 sm:px-6 sm:py-8">
        <Outlet />
      </main>
    </PaletteHost>
  );
}
