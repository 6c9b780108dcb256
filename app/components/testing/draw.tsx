import type { ReactElement } from 'react';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { speakerOf } from '#core/i18n/i18n.ts';
import { SpeechContext, speechOf } from '../ui/words.ts';

interface Drawing {
  at?: string;
  /** What a form that is sent reaches. */
  action?: (request: Request) => unknown;
  /** What runs when the page is asked for again. */
  loader?: (request: Request) => unknown;
}

/** Draws a view into a document of happy-dom, inside a router, in English. */
export async function draw(
  element: ReactElement,
  { at = '/', action = () => null, loader = () => null }: Drawing = {},
) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  const root = createRoot(host);
  const router = createMemoryRouter(
    [
      {
        path: '*',
        element,
        loader: ({ request }) => loader(request) ?? null,
        action: ({ request }) => action(request) ?? null,
        hydrateFallbackElement: <p />,
      },
    ],
    { initialEntries: [at], hydrationData: { loaderData: { '0': null } } },
  );
  await act(async () => {
    root.render(
      <SpeechContext.Provider value={speechOf(speakerOf('en'))}>
        <RouterProvider router={router} future={{ v7_startTransition: true }} />
      </SpeechContext.Provider>,
    );
  });
  const find = <T extends Element>(selector: string): T => {
    const found = host.querySelector<T>(selector);
    if (!found) throw new Error(`nothing matches ${selector} in ${host.innerHTML.slice(0, 2_000)}`);
    return found;
  };
  return {
    host,
    router,
    find,
    text: () => host.textContent ?? '',
    async press(target: Element, key: string, more: KeyboardEventInit = {}) {
      await act(async () => {
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
      });
    },
    async toggle(details: HTMLDetailsElement) {
      await act(async () => {
        details.open = !details.open;
        details.dispatchEvent(new Event('toggle'));
      });
    },
    async type(input: HTMLInputElement, value: string) {
      await act(async () => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    },
    close: () => act(async () => root.unmount()),
  };
}
