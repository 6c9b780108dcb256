import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';

/**
 * RemixBrowser suspends until the data that came with the page is decoded. React cannot suspend a root for a key or a
 * click that arrives just then ("Root did not complete", React error 345), so the decoding is waited for here: what
 * RemixBrowser throws before it is rendered is the promise of it. Until then the page works as it does without a script.
 */
async function decodePageData(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (decoding) {
    await decoding;
  }
}

await decodePageData();
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
