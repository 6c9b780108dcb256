import type { APIEntitlement } from 'discord-api-types/v10';
import { botOnly, type Call, json, type Route } from '../rest/call.ts';
import { unknownApplication, unknownEntitlement } from '../rest/errors.ts';
import { FormErrors } from '../rest/form-errors.ts';
import { flag, snowflakeOf } from '../rest/reach.ts';
import { entitlementsOf } from './entitlements.ts';

const list = '/applications/:application/entitlements';

export const entitlementRoutes: readonly Route[] = [
  { method: 'GET', path: list, access: botOnly, answer: listEntitlements },
  { method: 'GET', path: `${list}/:entitlement`, access: botOnly, answer: getEntitlement },
];

function requireOwn({ sim, param }: Call): void {
  if (snowflakeOf('application_id', param('application')) !== sim.credentials.clientId) throw unknownApplication();
}

function getEntitlement(call: Call): Response {
  requireOwn(call);
  const found = entitlementsOf(call.sim).find(snowflakeOf('entitlement_id', call.param('entitlement')));
  if (!found) throw unknownEntitlement();
  return json(found);
}

/** Deleted ones are left out unless asked for; ended ones are there unless they are not to be. */
function listEntitlements(call: Call): Response {
  requireOwn(call);
  const { sim, query } = call;
  const errors = new FormErrors();
  const limit = errors.integer(['limit'], query('limit'), 1, 100, 100);
  const after = errors.snowflake(['after'], query('after'));
  const before = errors.snowflake(['before'], query('before'));
  const guildId = errors.snowflake(['guild_id'], query('guild_id'));
  const userId = errors.snowflake(['user_id'], query('user_id'));
  const skus = query('sku_ids')?.split(',') ?? null;
  errors.throwIfAny();
  const excludeDeleted = query('exclude_deleted') === undefined || flag(query('exclude_deleted'));
  const excludeEnded = flag(query('exclude_ended'));
  const now = sim.clock.now();
  const ended = (one: APIEntitlement) => typeof one.ends_at === 'string' && Date.parse(one.ends_at) <= now;
  const found = entitlementsOf(sim).all.filter(
    (one) =>
      (after === null || BigInt(one.id) > BigInt(after)) &&
      (before === null || BigInt(one.id) < BigInt(before)) &&
      (guildId === null || one.guild_id === guildId) &&
      (userId === null || one.user_id === userId) &&
      (skus === null || skus.includes(one.sku_id)) &&
      !(excludeDeleted && one.deleted) &&
      !(excludeEnded && ended(one)),
  );
  return json(after === null ? found.slice(-limit) : found.slice(0, limit));
}
