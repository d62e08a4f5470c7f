/// <reference types="vite/client" />
import '@remix-run/node';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext {
    /** Nonce of this response's content security policy; every inline script carries it. */
    cspNonce: string;
    /** Address of the browser, for rate limits. */
    clientAddress: string;
  }
}
