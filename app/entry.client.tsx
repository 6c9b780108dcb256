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

/** The words of the page's language, which the head of the page has asked for already. */
async function learn(address: string): Promise<void> {
  const { locale, words } = await (await fetch(address)).json();
  learnWords(locale, words);
}

window.fetch = wholeData(window.fetch.bind(window));

// A page that could not even say its language came without words; it stays as it was sent.
const words = document.querySelector<HTMLLinkElement>('link#words');
if (words) {
  await Promise.all([decodePageData(), learn(words.href)]);
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  });
}
