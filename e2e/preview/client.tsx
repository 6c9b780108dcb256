import { hydrateRoot } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { Frame } from '#app/components/frame/Frame.tsx';
import { SpeechContext, speechOf } from '#app/components/ui/words.ts';
import { learnWords } from '#core/i18n/browser-words.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { isLocale } from '#core/i18n/rules.ts';
import '../../app/styles/app.css';
import { previewPages } from './pages.tsx';

const root = document.getElementById('root');
const preview = previewPages[root?.dataset.page ?? ''];
const chosen = document.documentElement.dataset.theme;
const theme = chosen === 'light' || chosen === 'dark' ? chosen : null;
const locale = document.documentElement.lang;
if (root && preview && isLocale(locale)) {
  learnWords(locale, JSON.parse(document.getElementById('words')?.textContent ?? '{}'));
  const router = createMemoryRouter(
    [{ path: '*', element: <Frame frame={{ ...preview.frame, theme }}>{preview.page}</Frame>, action: () => null }],
    { initialEntries: [preview.path] },
  );
  hydrateRoot(
    root,
    <SpeechContext.Provider value={speechOf(speakerOf(locale))}>
      <RouterProvider router={router} />
    </SpeechContext.Provider>,
  );
  document.documentElement.dataset.js = '';
}
