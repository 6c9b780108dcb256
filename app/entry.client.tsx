import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { learnWords } from '#core/i18n/browser-words.ts';
import { wholeData } from './components/frame/whole-data.ts';

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

declare global {
  interface Window {
    /** The words of the page's language, which its head has asked for. */
    askedWords?: Promise<Response>;
  }
}

async function learn(asked: Promise<Response>): Promise<void> {
  const { locale, words } = await (await asked).json();
  learnWords(locale, words);
}

window.fetch = wholeData(window.fetch.bind(window));

// A page that could not even say its language came without words; it stays as it was sent.
if (window.askedWords) {
  await Promise.all([decodePageData(), learn(window.askedWords)]);
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  });
}
