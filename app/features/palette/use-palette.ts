import { createContext, useContext } from 'react';

export interface PaletteControl {
  open: () => void;
}

export const PaletteContext = createContext<PaletteControl>({ open: () => {} });

/** Opens the command palette of the pages for members. */
export function usePalette(): PaletteControl {
  return useContext(PaletteContext);
}
