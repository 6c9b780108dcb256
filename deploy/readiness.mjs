import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 150_000;

/** @param {string} url @returns {Promise<string | undefined>} what is missing, or nothing */
async function webMisses(url) {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok ? undefined : `/readyz answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return `/readyz cannot be reached (${cause})`;
  }
}

/**
 * @param {import('pg').Client} client @param {number} clusters @param {Date} since
 * @returns {Promise<string | undefined>}
 */
async function botMisses(client, clusters, since) {
  const { rows } = await client.query(
    `SELECT cluster_id, state FROM gateway.cluster WHERE started_at >= $1 ORDER BY cluster_id`,
    [since],
  );
  const running = rows.filter((row) => row.state === 'running').length;
  return running >= clusters ? undefined : `${running} of ${clusters} clusters are running`;
}

/**
 * Waits until the web process says that it is ready and every cluster of this start is running.
 * @param {{ url: string, databaseUrl: string, clusters: number, since: Date, progress: (words: string) => void, failed: () => string | undefined }} options
 * @throws {Error} that says what is missing
 */
export async function untilReady({ url, databaseUrl, clusters, since, progress, failed }) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    for (const from = Date.now(); ; await sleep(100)) {
      const missing = (await botMisses(client, clusters, since)) ?? (await webMisses(url));
      if (missing === undefined) return;
      progress(missing);
      const words = failed();
      if (words !== undefined) throw new Error(words);
      if (Date.now() - from > LIMIT_MS)
        throw new Error(`Procord did not become ready in ${LIMIT_MS / 1000} s: ${missing}.`);
    }
  } finally {
    await client.end();
  }
}
