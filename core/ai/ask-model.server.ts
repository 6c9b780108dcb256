import { setTimeout as pause } from 'node:timers/promises';
import { endsAfter } from '#core/platform/ending.ts';
import type { AiDeps } from './deps.server.ts';
import { composeRequest } from './internal/compose-request.ts';
import { openAnswer } from './internal/open-answer.server.ts';
import { refuseCall } from './internal/refuse-call.server.ts';
import { reserveCall } from './internal/reserve-call.server.ts';
import { reserveOf } from './rules/money.ts';
import type { ModelAnswer, ModelRequest, Refusal } from './schema.ts';

/** Requests for one question, each a call of its own. */
const MOST_TRIES = 3;
const PAUSE_MS = 100;

/**
 * Asks a model, through all that stands before one: see README.md. It tries again where nothing had come back yet and that
 * can help, with the next model where there is one, with the same pins, and with what is left of its time.
 * @throws AppError 'internal' where something is sent that the entry does not list
 */
export async function askModel(deps: AiDeps, asked: ModelRequest): Promise<ModelAnswer> {
  const { db, clock, models, register } = deps;
  const { feature: name, personId, guildId } = asked;
  const refuse = async (reason: Refusal): Promise<ModelAnswer> => {
    await refuseCall(db, { name, reason }, clock.now());
    return { state: 'refused', reason };
  };
  const feature = Object.hasOwn(register, name) ? register[name] : undefined;
  if (!feature) return refuse('unknown');
  if (!models) return refuse('no-model');
  const { settings } = models;
  const request = composeRequest(feature, asked);
  const size = { bytes: request.bytes, messages: request.messages.length, maxTokens: feature.maxTokens };
  const reserveNanos = reserveOf(size, settings.prices);
  const signal = endsAfter(feature.timeoutMs, asked.signal);
  for (let tried = 0; ; tried += 1) {
    const model = settings.models[Math.min(tried, settings.models.length - 1)] ?? settings.models[0];
    const { fields, redacted } = request;
    const wanted = { name, feature, personId, guildId, model, fields, redacted, reserveNanos };
    const reserved = await reserveCall(db, settings, wanted, clock.now());
    if (reserved.refused !== null) return refuse(reserved.refused);
    const { callId, vendors, pins } = reserved;
    const names = [...(asked.people?.names ?? []), ...(asked.people?.keep ?? [])];
    const to = { callId, model, vendors, pins, feature, names, request, signal };
    const opened = await openAnswer({ ...deps, models }, to);
    if (opened.state === 'open') return { state: 'open', callId, events: opened.events };
    const hasMore = tried + 1 < settings.models.length;
    const again = opened.again === 'always' || (opened.again === 'elsewhere' && hasMore);
    if (!again || tried + 1 >= MOST_TRIES || signal.aborted) return { state: 'failed', outcome: opened.outcome };
    await pause(PAUSE_MS * 2 ** tried, undefined, { signal }).catch(() => {});
  }
}
