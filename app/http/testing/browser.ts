import type { RunningWeb } from './running-web.ts';

/** A browser as far as HTTP goes: one cookie jar, redirects left to the caller, forms as a page of this site sends them. */
export class Browser {
  readonly web: RunningWeb;
  #cookies = new Map<string, string>();

  constructor(web: RunningWeb) {
    this.web = web;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The same jar at the same instant, as a thief or a second tab would have it. */
  copy(): Browser {
    const other = new Browser(this.web);
    other.#cookies = new Map(this.#cookies);
    return other;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookie) headers.set('cookie', this.cookie);
    if (!headers.has('accept')) headers.set('accept', 'text/html');
    const response = await fetch(new URL(path, this.web.origin), { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, { headers });
  }

  post(
    path: string,
    fields: Record<string, string> | FormData = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      headers: { origin: this.web.origin, ...headers },
    });
  }

  /** Presses "Sign in", chooses a person at Discord and meets the notice where there is one. @returns the answer that leads on. */
  async signIn(userId: string, redirectTo?: string): Promise<Response> {
    const answered = await this.comeFromDiscord(userId, redirectTo);
    if (answered.headers.get('location') !== '/auth/welcome') return answered;
    return this.post('/auth/welcome', { country: 'elsewhere', oldEnough: 'yes' });
  }

  /** Presses "Sign in" and chooses a person at Discord. @returns the answer of the callback. */
  async comeFromDiscord(userId: string, redirectTo?: string): Promise<Response> {
    const begun = await this.post('/auth/discord', redirectTo === undefined ? {} : { redirectTo });
    const back = await this.authorize(begun.headers.get('location') ?? '', { user: userId });
    return this.get(back);
  }

  /** Answers Discord's authorize page as a person would. @returns where Discord sends the browser. */
  async authorize(authorizeUrl: string, decision: { user: string } | { decision: 'cancel' }): Promise<string> {
    const asked = new URL(authorizeUrl);
    const body = new URLSearchParams(asked.searchParams);
    for (const [name, value] of Object.entries(decision)) body.set(name, value);
    const answer = await fetch(`${asked.origin}${asked.pathname}`, { method: 'POST', body, redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  }
}
