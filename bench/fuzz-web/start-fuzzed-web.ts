import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { Browser } from '../../app/http/testing/browser.ts';
import { personId, startWeb } from '../../app/http/testing/running-web.ts';
import type { Target } from './make-request.ts';

/** The built web process on a simulated Discord, with a guild to look at and people who ask. */
export async function startFuzzedWeb(db: WholeDatabase) {
  const web = await startWeb(db, { env: { LOG_LEVEL: 'info' } });
  const guildId = web.simulator.sim.world.guildAt(0).id;
  const staffId = personId(web.simulator, 'staff');
  await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
  await grantPremium({ db, clock: systemClock }, { guildId, staffId, reason: 'to be fuzzed', endsOn: null });
  return {
    web,
    known: { guildId, accountId: personId(web.simulator, 'member') },
    async whose(as: Target['as']): Promise<string> {
      const browser = new Browser(web);
      if (as === 'nobody') await browser.post('/auth/discord');
      else await browser.signIn(personId(web.simulator, as));
      return browser.cookie;
    },
  };
}
