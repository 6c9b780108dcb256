import { lookup } from 'node:dns/promises';
import type { CounterPlace, WebCrawl } from '#core/consent/schema.ts';
import { policyIds } from '#core/policies/rules/policy-ids.ts';
import { paths } from '../components/paths.ts';
import { isOwnAddress } from './client-address.server.ts';

/** Pages that everybody may open. */
const pages = [
  paths.home,
  paths.privacy,
  ...policyIds.flatMap((policy) => [
    paths.policy(policy),
    paths.policyVersions(policy),
    paths.policyVersion(policy, 1),
    `${paths.policyCompare(policy)}?from=1&to=1`,
  ]),
  paths.ai,
  paths.contact,
  paths.underAge,
  paths.trust,
  paths.trustHistory,
  paths.incidents,
  paths.apiDocs,
  paths.tooYoung,
];

/** What a browser loads by itself when it draws a page; links are followed by people alone. */
const LOADED =
  /<(?:script|link|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|href|srcset|data)="([^"]*)"/g;

/**
 * Walks over the public pages as a browser without a cookie does, begins a sign-in, and tells of a visit that may not be
 * counted: what all of that sets and loads.
 * @param ask answers a request to a path of this site
 */
export async function crawlPages(
  ask: (path: string, init?: RequestInit) => Promise<Response>,
  origin: string,
): Promise<Omit<WebCrawl, 'counter'>> {
  const cookies = new Set<string>();
  const hosts = new Set<string>();
  const note = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) cookies.add(line.slice(0, line.indexOf('=')));
  };
  for (const path of pages) {
    const answer = await ask(path, { headers: { accept: 'text/html' } });
    note(answer);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const addresses = [...(await answer.text()).matchAll(LOADED)].map(([, address = '']) => address);
    for (const address of [...addresses, ...allowedBy(policy)])
      if (!URL.canParse(address, origin) || new URL(address, origin).origin !== origin)
        hosts.add(address.slice(0, 200));
  }
  note(await ask(paths.signIn, { method: 'POST', headers: { origin }, body: new URLSearchParams() }));
  note(await ask(paths.visits, { method: 'POST', headers: { origin, dnt: '1' }, body: '/' }));
  return { pages: pages.length, cookies: [...cookies].sort(), hosts: [...hosts].sort() };
}

/** Hosts that a content security policy lets pages load from or speak to. Where forms may lead is another matter. */
function allowedBy(policy: string): string[] {
  return policy
    .split(';')
    .map((directive) => directive.trim().split(/\s+/))
    .filter(([name = '']) => name.endsWith('-src'))
    .flatMap(([, ...sources]) => sources.filter((source) => !source.startsWith("'") && source !== 'data:'));
}

/** Whether the counter of visits stands in one's own network: by every address that its name has. */
export async function placeOfCounter(statistics: { url: string } | null): Promise<CounterPlace> {
  if (statistics === null) return 'off';
  const host = new URL(statistics.url).hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true }).catch(() => []);
  if (found.length === 0) return 'unknown';
  return found.every(({ address }) => isOwnAddress(address)) ? 'own' : 'public';
}
