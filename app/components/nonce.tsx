import { createContext, useContext } from 'react';

/** The nonce of this response. Empty in the browser: React keeps what the server wrote. */
export const NonceContext = createContext('');

export function useNonce(): string {
  return useContext(NonceContext);
}
