import { features } from '#core/ai/features.ts';
import { nanosOf } from '#core/ai/rules/money.ts';
import { type AiRig, GUILD, PERSON, startAiRig } from '#core/ai/testing/ai-rig.ts';
import { fakeReader } from '#core/guilds/testing/fake-reader.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { openDatabase } from '#core/platform/db.server.ts';
import { createPurposeGuard } from '#core/platform/purpose-guard.ts';
import { testSecrets } from '#core/platform/testing/test-database.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { askAssistant } from '../ask-assistant.server.ts';
import type { AssistantDeps } from '../deps.server.ts';
import type { AssistantEvent, Scope, Turn } from '../schema.ts';
import { NOW_MS, putRiverGuild, riverGuild } from './river-guild.ts';

export const scope: Scope = { personId: PERSON, guildId: GUILD };

export interface AssistantRig extends Omit<AiRig, 'deps'> {
  deps: AssistantDeps;
  /** Of the model's turn: a reply of the script for the request whose last message has the words, as often as it is asked. */
  script(when: string, calls: readonly { name: string; arguments: Record<string, unknown> | string }[]): void;
  ask(question: string, more?: Asking): Promise<Heard>;
  move(ms: number): void;
}

export interface Asking {
  threadId?: string | null;
  locale?: Locale;
  signal?: AbortSignal;
  scope?: Scope;
}

export interface Heard {
  events: AssistantEvent[];
  threadId: string;
  turn: Turn;
}

/** The assistant of a guild with known totals, over connections that speak as the product's do. */
export async function startAssistantRig(): Promise<AssistantRig> {
  const budget = { personNanos: nanosOf(100), guildNanos: nanosOf(100) };
  const register = { assistant: { ...features.assistant, budget } };
  const ai = await startAiRig({ prices: { prompt: 4, completion: 15 } }, register);
  await putRiverGuild(ai.db);
  const guard = createPurposeGuard(purposeReach);
  const db = openDatabase(ai.db.url, { guard, max: 4, role: 'procord_dashboard', secrets: testSecrets });
  const modelDb = openDatabase(ai.db.url, { guard, max: 3, role: 'procord_model', acts: ['model'] });
  let nowMs = NOW_MS;
  const clock = { now: () => nowMs };
  const deps: AssistantDeps = {
    ...{ db, modelDb, clock, reader: fakeReader(riverGuild), sources: policySources() },
    ai: { ...ai.deps, db, clock },
  };
  return {
    ...ai,
    deps,
    script: (when, toolCalls) => {
      ai.running.model.script.add([{ when, times: null, text: '', toolCalls: [...toolCalls] }]);
      ai.mode({ mode: 'scripted' });
    },
    async ask(
      question,
      { threadId = null, locale = 'en', signal = new AbortController().signal, scope: of = scope } = {},
    ) {
      const events: AssistantEvent[] = [];
      const answering = askAssistant(deps, of, { threadId, question, origin: 'dashboard', locale, signal });
      for (;;) {
        const { done, value } = await answering.next();
        if (done) return { events, turn: value, threadId: begunIn(events) };
        events.push(value);
      }
    },
    move: (ms) => {
      nowMs += ms;
    },
    async close() {
      await db.close();
      await modelDb.close();
      await ai.close();
    },
  };
}

function begunIn(events: readonly AssistantEvent[]): string {
  const begun = events.find(({ kind }) => kind === 'begun');
  return begun?.kind === 'begun' ? begun.threadId : '';
}
