import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../chaos/random.ts';
import { type FuzzedRequest, makeRequest, type Target, targets } from './make-request.ts';

const AT_ONCE = 8;
const ANSWER_MS = 15_000;

export interface FuzzReport {
  requests: number;
  /** Answers of 500 and above, and requests that got none; with the request, so that it can be sent again. */
  failures: { target: string; seed: number; what: string; request: FuzzedRequest }[];
  byStatus: Record<string, number>;
  /** Answered with 503 at first and otherwise a moment later: the machine had too much to do, the input had no part in it. */
  busy: number;
}

/**
 * Sends fuzzed requests to every address that takes input. The same seed sends the same requests.
 * @param whose cookies by who asks; asked anew now and then, because fuzzed requests also sign out.
 */
export async function fuzzWeb(
  origin: string,
  known: { guildId: string; accountId: string },
  whose: (as: Target['as']) => Promise<string>,
  options: { perTarget: number; seed: number; say: (line: string) => void },
): Promise<FuzzReport> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const report: FuzzReport = { requests: 0, failures: [], byStatus: {}, busy: 0 };
  for (const [number, target] of targets.entries()) {
    let sent = 0;
    const before = report.failures.length;
    let cookie = await whose(target.as);
    const work = async () => {
      while (sent < options.perTarget) {
        const seed = options.seed + number * 1_000_003 + sent;
        sent += 1;
        if (sent % 500 === 0) cookie = await whose(target.as);
        const request = makeRequest(seeded(seed), target, { ...known, origin, cookie });
        let status = await send(agent, origin, request);
        for (let again = 0; status === 503 && again < 3; again += 1) {
          report.busy += again === 0 ? 1 : 0;
          await sleep(1_000);
          status = await send(agent, origin, request);
        }
        report.requests += 1;
        report.byStatus[status] = (report.byStatus[status] ?? 0) + 1;
        if (typeof status === 'string' || status >= 500)
          report.failures.push({ target: target.name, seed, what: String(status), request });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    options.say(`  ${target.name.padEnd(22)} ${sent} requests, ${report.failures.length - before} failures`);
  }
  agent.destroy();
  return report;
}

/** The status, or why there is none. A stream is left as soon as it begins. */
function send(
  agent: http.Agent,
  origin: string,
  { method, path, headers, body }: FuzzedRequest,
): Promise<number | string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    let request: http.ClientRequest;
    try {
      request = http.request({ agent, hostname, port, method, path, headers, timeout: ANSWER_MS });
    } catch {
      // A request that Node's own client refuses to write.
      resolve(0);
      return;
    }
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (response.headers['content-type']?.startsWith('text/event-stream')) response.destroy();
      else response.resume();
      response.on('close', () => resolve(status));
      response.on('error', () => resolve(status));
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    // A server may close the connection over a body it will not read; a server that is gone refuses the next request.
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 0 : error.message),
    );
    request.end(body ?? undefined);
  });
}

/** Lines of the process's log that speak of a fault of its own. */
export function complaintsOf(lines: readonly string[]): string[] {
  return lines.filter((line) => {
    if (!line.startsWith('{')) return true;
    const { level, code } = JSON.parse(line) as { level: number; code?: string };
    return level >= 50 && code !== 'database_unavailable';
  });
}
