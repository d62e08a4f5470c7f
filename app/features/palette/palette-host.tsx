import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { PaletteContext } from './use-palette.ts';

/** Loaded on first use: most visits never open it. */
const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

/** Gives the pages below it a command palette on Ctrl/Cmd+K. */
export function PaletteHost({ canWrite, children }: { canWrite: boolean; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const control = useMemo(
    () => ({
      open: () => {
        setWasOpened(true);
        setIsOpen(true);
      },
    }),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      control.open();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [control]);
  return (
    <PaletteContext.Provider value={control}>
      {children}
      {wasOpened && (
        <Suspense>
          <Palette isOpen={isOpen} canWrite={canWrite} onOpenChange={setIsOpen} />
        </Suspense>
      )}
    </PaletteContext.Provider>
  );
}
