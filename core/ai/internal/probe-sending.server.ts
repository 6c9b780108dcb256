import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { createModelAccess, type ModelAccess } from '../model-client.server.ts';
import { aiFields, type Register } from '../schema.ts';
import { composeRequest } from './compose-request.ts';
import { tried, triedSettings, wanted } from './tried.ts';

const DAY_MS = 86_400_000;

/** Where models are trained, at endpoints that can do it. */
const TRAINING = ['/fine_tuning/jobs', '/fine-tunes', '/files', '/uploads', '/datasets', '/batches', '/embeddings'];
const ELSEWHERE = ['https://api.openai.invalid/v1/chat/completions', 'https://elsewhere.invalid/api/v1/key'];

/** One of each kind that has to be taken out. */
const PLANTED = [
  ...['quokka@example.org', '+49 30 901820', '4111 1111 1111 1111', 'DE89 3704 0044 0532 0130 00', '203.0.113.7'],
  ...['discord.gg/quokka', 'Quokkina'],
];

interface Deps {
  db: Database;
  clock: Clock;
  register: Register;
  /** What speaks to the endpoint. */
  access?: Pick<ModelAccess, 'fetch'> | null;
  /** What puts a request together. */
  compose?: typeof composeRequest;
}

/** Probes of what can be sent, and where to. Nothing is. */
export function sendingProbes({
  db,
  clock,
  register,
  access = createModelAccess(triedSettings, {}),
  compose = composeRequest,
}: Deps): Probe[] {
  const reached = async (addresses: readonly string[]) => {
    const tries = addresses.map(async (address) => {
      const isRefused = await access?.fetch(address).then(
        () => false,
        (error: unknown) =>
          error instanceof TypeError && / is not (asked of models|the endpoint of models)$/.test(error.message),
      );
      return isRefused ? [] : [address];
    });
    return (await Promise.all(tries)).flat();
  };
  const noTraining = async () => {
    const found = await reached(TRAINING.map((path) => triedSettings.apiUrl + path));
    return keptUnless(found, { aiReachable: found.length });
  };
  const listedOnly = async () => {
    const found = aiFields
      .filter((field) => field !== 'question')
      .filter((field) => {
        const messages = [{ role: 'user' as const, parts: [{ field, text: 'quokka' }] }];
        try {
          compose(tried, { feature: 'tried', personId: null, guildId: null, messages });
          return true;
        } catch {
          return false;
        }
      });
    return keptUnless(found, {
      aiFields: Object.entries(register).map(([name, { fields }]) => `${name}: ${fields.join(', ')}`),
    });
  };
  return [
    {
      promise: 'P14',
      async look() {
        const { rows } = await db
          .for('use-model')
          .pool.query<{ requests: number; vendors: string[]; strange: string[] }>(
            `SELECT count(*)::float8 AS requests, array_remove(array_agg(DISTINCT vendor), NULL) AS vendors,
                  ARRAY(SELECT DISTINCT unnest(fields) FROM ai_call EXCEPT SELECT unnest($2::text[])) AS strange
             FROM ai_call WHERE at > $1`,
            [new Date(clock.now() - 30 * DAY_MS), aiFields],
          );
        const { requests = 0, vendors, strange } = rows[0] ?? {};
        return keptUnless([...(await reached(ELSEWHERE)), ...(strange ?? [])], {
          aiRequests: requests,
          aiCompanies: vendors ?? [],
        });
      },
    },
    { promise: 'P18', look: noTraining },
    { promise: 'A33', look: noTraining },
    { promise: 'A17', look: listedOnly },
    { promise: 'A51', look: listedOnly },
    {
      promise: 'A13',
      async look() {
        const messages = [
          { role: 'user' as const, parts: [{ field: 'question' as const, text: PLANTED.join(' ; ') }] },
        ];
        const asked = {
          feature: wanted.name,
          personId: null,
          guildId: null,
          messages,
          people: { names: ['Quokkina'] },
        };
        const sent = JSON.stringify(compose(tried, asked).messages);
        const { rows } = await db
          .for('use-model')
          .pool.query<{ masked: number }>(
            'SELECT coalesce(sum(redacted), 0)::float8 AS masked FROM ai_call WHERE at > $1',
            [new Date(clock.now() - 30 * DAY_MS)],
          );
        const found = PLANTED.flatMap((value, at) => (sent.includes(value) ? [`planted value ${at + 1}`] : []));
        return keptUnless(found, { aiMasked: rows[0]?.masked ?? 0 });
      },
    },
  ];
}
