import type { MetaFunction } from '@remix-run/node';
import { useSearchParams } from '@remix-run/react';
import { TooYoungPage } from '../components/consent/TooYoungPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('welcome:tooYoung.title'));

/** Open to everybody: it says nothing of anybody. */
export default function TooYoung() {
  const [query] = useSearchParams();
  return <TooYoungPage decided={query.has('decided')} />;
}
