import { AppError } from '#core/platform/app-error.ts';
import type { RightsDeps } from './deps.server.ts';
import { eraseGuildPart, guildPartOf } from './internal/erase-guild-step.server.ts';
import { erasePart, partOf, refuse } from './internal/erase-step.server.ts';
import { checkErased, finish } from './internal/finish.server.ts';
import { advance, piece, planRequests, postpone, takeStep, type Work } from './internal/step-row.server.ts';
import { writeExport } from './internal/write-export.server.ts';
import { objectable } from './schema.ts';

/**
 * Goes on with what people asked for until nothing is due. Any number of processes may do so at once, and each may end at
 * any instant: what it had not finished is taken up when its lease is over.
 * @returns how many steps it went on with
 */
export async function runRequests(deps: RightsDeps, signal?: AbortSignal): Promise<number> {
  await planRequests(deps);
  await deps.reached?.('planned');
  let taken = 0;
  while (!signal?.aborted) {
    const work = await takeStep(deps);
    if (!work) break;
    taken += 1;
    await deps.reached?.('taken');
    try {
      await run(deps, work);
    } catch (error) {
      await postpone(deps, work, error);
    }
  }
  return taken;
}

async function run(deps: RightsDeps, work: Work): Promise<void> {
  const part = partOf(deps.holders, work.name);
  if (part) return erasePart(deps, work, part);
  const guildPart = guildPartOf(deps.holders, work.name);
  if (guildPart) return eraseGuildPart(deps, work, guildPart);
  if (work.name === 'refuse') return refuse(deps, work);
  if (work.name === 'check') return checkErased(deps, work);
  if (work.name === 'write') return writeExport(deps, work);
  if (work.name === 'apply') return apply(deps, work);
  if (work.name === 'receipt') return finish(deps, work);
  throw new AppError('internal', `no such step: ${work.name}`);
}

async function apply(deps: RightsDeps, work: Work): Promise<void> {
  const purpose = objectable.find((one) => one === work.purpose);
  if (purpose === undefined || work.personId === null) throw new AppError('internal', 'nothing to object to');
  const { personId, guildId } = work;
  const kind = work.right === 'restrict' ? 'restriction' : 'objection';
  await deps.setObjection({ personId, guildId, purpose, kind, objects: !work.undo });
  await deps.reached?.('applied');
  await piece(deps, work, (client) => advance(client, work, null));
}
