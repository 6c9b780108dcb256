import { replyOf } from '#bot/commands/assistant/reply.ts';
import type { CommandDeps } from '#bot/commands/command.ts';
import { type CommandClient, registerCommandHandlers } from '#bot/commands/dispatch.ts';
import { messageOf } from '#bot/commands/message.ts';
import { features } from '#core/ai/features.ts';
import { createModelAccess } from '#core/ai/model-client.server.ts';
import { nanosOf } from '#core/ai/rules/money.ts';
import { askAssistant } from '#core/assistant/ask-assistant.server.ts';
import type { AssistantDeps } from '#core/assistant/deps.server.ts';
import { getThread } from '#core/assistant/get-thread.server.ts';
import type { AssistantEvent, Scope, Turn } from '#core/assistant/schema.ts';
import { type FakeGuild, fakeReader } from '#core/guilds/testing/fake-reader.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { AppError } from '#core/platform/app-error.ts';
import { openDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createPurposeGuard } from '#core/platform/purpose-guard.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { describeModelEndpoint, type RunningModel, startModel } from '../../simulator/model/start-model.ts';
import { canaries, ids, putCanaries } from './canaries.ts';

export const scope: Scope = { personId: ids.asker, guildId: ids.guild };
export const ORIGIN = 'https://procord.example';
const MANAGE_GUILD = 1n << 5n;
/** As a stream of a vendor may come; one by one, most of the time would be spent on taking it apart. */
const TOKENS_A_CHUNK = 40;

/** What a guild is called and is made of, where attacks can stand. */
export interface Names {
  guild: string;
  channels: readonly string[];
  categories: readonly string[];
  roles: readonly string[];
  topics: readonly string[];
  people: readonly string[];
}

export interface Stage {
  db: WholeDatabase;
  model: RunningModel;
  deps: AssistantDeps;
  /** What Discord tells from now on. */
  name(names: Names): void;
  ask(question: string, threadId: string | null, of?: Scope): Promise<Asked>;
  /** The same by `/ask`, as Discord has it run; the newest conversation from there goes on. */
  command(question: string): Promise<Asked>;
  /** An hour goes by, so that one may ask again. */
  wait(): void;
  close(): Promise<void>;
}

export interface Asked {
  threadId: string;
  /** None where they are heard by the command alone. */
  events: AssistantEvent[];
  turn: Turn;
  /** What Discord gets of it. */
  message: unknown;
}

/** The assistant over connections that speak as the product's do, beside a model that obeys everybody. */
export async function startStage(db: WholeDatabase): Promise<Stage> {
  let nowMs = Date.now();
  const clock = { now: () => nowMs };
  await putCanaries(db, nowMs);
  const running = await startModel();
  running.model.modes.set({ mode: 'obeying', tokensAChunk: TOKENS_A_CHUNK });
  const { apiUrl, key, models, vendors, prices } = describeModelEndpoint(running);
  const budget = { personNanos: nanosOf(100_000), guildNanos: nanosOf(100_000) };
  const register = { assistant: { ...features.assistant, budget } };
  const [first = '', ...others] = models;
  const settings = { apiKey: key, apiUrl, vendors, prices, dayBudget: 100_000 };
  const access = createModelAccess({ ...settings, models: [first, ...others] }, register);
  const guard = createPurposeGuard(purposeReach);
  const dashboard = openDatabase(db.url, { guard, max: 4, role: 'procord_dashboard', secrets: ['a'.repeat(32)] });
  const modelDb = openDatabase(db.url, { guard, max: 3, role: 'procord_model', acts: ['model'] });
  const deps: AssistantDeps = {
    ...{ db: dashboard, modelDb, clock, sources: policySources() },
    reader: reader({ guild: 'Riverbank', channels: [], categories: [], roles: [], topics: [], people: [] }),
    ai: { db: dashboard, clock, log: createLog('test', 'silent'), models: access, register },
  };
  const { t } = speakerOf('en');
  const log = createLog('test', 'silent');
  const command: CommandDeps & { log: typeof log } = {
    ...{ db, rights: db, clock, log, origin: ORIGIN, mode: 'production', assistant: deps },
    pictures: { png: async () => Promise.reject(new AppError('internal', 'nothing is drawn')), close: async () => {} },
  };
  return {
    ...{ db, model: running, deps },
    name: (names) => {
      deps.reader = reader(names);
    },
    async ask(question, threadId, of = scope) {
      const events: AssistantEvent[] = [];
      const { signal } = new AbortController();
      const asked = { threadId, question, origin: 'dashboard', locale: 'en', signal } as const;
      const answering = askAssistant(deps, of, asked);
      for (;;) {
        const { done, value } = await answering.next();
        if (!done) events.push(value);
        else {
          const [begun] = events;
          const id = begun?.kind === 'begun' ? begun.threadId : '';
          const { body } = messageOf(
            replyOf({ guildId: of.guildId, locale: 'en', t, deps: command }, id, value),
            'ask',
          );
          return { events, turn: value, threadId: id, message: body };
        }
      }
    },
    async command(question) {
      const message = await runAsk(command, question);
      const { rows } = await db.pool.query<{ id: string }>(
        `SELECT id FROM assistant_thread WHERE person_id = $1 AND guild_id = $2 AND origin = 'discord'
          ORDER BY changed_at DESC LIMIT 1`,
        [scope.personId, scope.guildId],
      );
      const threadId = rows[0]?.id ?? '';
      const { turns } = await getThread(deps, scope, threadId);
      return { threadId, message, events: [], turn: turns.at(-1) as Turn };
    },
    wait: () => {
      nowMs += 3_700_000;
    },
    async close() {
      await dashboard.close();
      await modelDb.close();
      await running.stop();
    },
  };
}

/** What the command puts into Discord's message in the end. */
async function runAsk(deps: CommandDeps & { log: ReturnType<typeof createLog> }, question: string): Promise<unknown> {
  let emit: (packet: { t: string; d: unknown }) => void = () => {};
  const answered = new Promise((resolve) => {
    const client: CommandClient = {
      on: (_event, heard) => {
        emit = heard;
      },
      rest: { post: async () => {}, patch: async (_route, { body }) => resolve(body) },
    };
    registerCommandHandlers(client, deps);
  });
  const member = { permissions: String(MANAGE_GUILD), user: { id: ids.asker } };
  const options = [{ name: 'question', value: question }];
  const d = {
    ...{ id: '1234567890123456789', application_id: '1234567890123456780', type: 2, token: 'token', locale: 'en-US' },
    ...{ guild_id: ids.guild, member, data: { name: 'ask', type: 1, options } },
  };
  emit({ t: 'INTERACTION_CREATE', d });
  return answered;
}

/** Discord, as it would tell of such a guild. What it would refuse because it is too long is told all the same. */
function reader(names: Names): AssistantDeps['reader'] {
  const numbered = (list: readonly string[], from: bigint) =>
    list.map((name, at) => ({ id: String(from + BigInt(at)), name }));
  const manager = { id: '510000000000000001', name: 'Managers', permissions: MANAGE_GUILD };
  const told: FakeGuild = {
    ...{ id: ids.guild, ownerId: '400000000000000099' },
    roles: [
      manager,
      ...numbered(names.roles, 511_000_000_000_000_000n).map((role) => ({ ...role, permissions: 0n })),
      { id: ids.hiddenRole, name: 'Insiders', permissions: 0n },
    ],
    channels: [
      { id: '520000000000000001', name: 'general', type: 0 },
      { id: ids.hiddenChannel, name: canaries.hiddenChannel, type: 0, onlyFor: [ids.hiddenRole] },
      ...numbered(names.categories, 521_000_000_000_000_000n).map((one) => ({ ...one, type: 4 })),
      ...numbered(names.channels, 522_000_000_000_000_000n).map((one) => ({ ...one, type: 0 })),
    ],
    members: { [ids.asker]: [manager.id], [ids.other]: [manager.id, ids.hiddenRole] },
  };
  const plain = fakeReader(told);
  return {
    ...plain,
    async guild(...asked) {
      const found = await plain.guild(...asked);
      return found && { ...found, name: names.guild, description: names.topics.join('\n') };
    },
    async channels(...asked) {
      const found = await plain.channels(...asked);
      return found?.map((one, at) => ({
        ...one,
        topic: names.topics[at % names.topics.length] ?? null,
      })) as typeof found;
    },
    async member(...asked) {
      const found = await plain.member(...asked);
      const name = names.people[0] ?? 'asker';
      return found && { ...found, nick: name, user: { ...found.user, username: name, global_name: name } };
    },
  };
}
