/** Discord's figures: 10,000 answers of 401, 403 or 429 (unless the scope is shared) in 10 minutes, counted per address. */
const limit = 10_000;
const windowMs = 600_000;
const banMs = 3_600_000;

type Tally = { count: number; until: number; bannedUntil: number };

/** Counts invalid requests per address and answers like the edge in front of Discord once there were too many. */
export class InvalidRequests {
  private readonly tallies = new Map<string, Tally>();
  private readonly now: () => number;
  private readonly limit: number;

  constructor(now: () => number = Date.now, allowed: number = limit) {
    this.now = now;
    this.limit = allowed;
  }

  /** The edge's answer while the address is banned: no rate-limit headers and no JSON. */
  refusal(address: string): Response | null {
    const tally = this.tallies.get(address);
    const leftMs = tally ? tally.bannedUntil - this.now() : 0;
    if (leftMs <= 0) return null;
    return new Response('error code: 1015', {
      status: 429,
      headers: { 'Content-Type': 'text/plain; charset=UTF-8', 'Retry-After': String(Math.ceil(leftMs / 1000)) },
    });
  }

  record(address: string, response: Response): void {
    const counts = response.status === 401 || response.status === 403 || response.status === 429;
    if (!counts || response.headers.get('X-RateLimit-Scope') === 'shared') return;
    const now = this.now();
    const tally = this.tallies.get(address);
    if (!tally || tally.until <= now) {
      this.tallies.set(address, { count: 1, until: now + windowMs, bannedUntil: this.limit <= 1 ? now + banMs : 0 });
      return;
    }
    tally.count += 1;
    if (tally.count >= this.limit) {
      tally.bannedUntil = now + banMs;
      tally.until = tally.bannedUntil;
      tally.count = 0;
    }
  }

  /** Ends all bans; tests use it. */
  clear(): void {
    this.tallies.clear();
  }
}
