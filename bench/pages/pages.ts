import { gzipSync } from 'node:zlib';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { Browser } from '../../app/http/testing/browser.ts';
import { personId, startWeb } from '../../app/http/testing/running-web.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { type BenchResult, type Figures, type Goals, median, rounded } from '../report.ts';
import { withDatabase } from '../rig/with-database.ts';
import { fillGuild } from './fill-guild.ts';

const MEMBERS = 250_000;
const CHANNELS = 500;
const WARM_UP = 10;
const ASKED = 100;
const MOST_MS = 60;

const addresses: Readonly<Record<string, string>> = {
  today: '',
  overview: '/overview',
  messages: '/messages',
  messages_2_years: '/messages?days=730',
  voice: '/voice',
  members: '/members',
  growth: '/growth',
  retention: '/retention',
};

/** How long the pages of a guild of 250,000 members and 500 channels take, and what they weigh. */
export async function pages({ say }: { say: (line: string) => void }): Promise<BenchResult> {
  return await withDatabase('pages', async (url) => {
    const simulator = await startSimulator({
      guilds: 1,
      largestGuild: MEMBERS,
      channelsPerGuild: CHANNELS,
      eventsPerSecond: 0,
    });
    const db = openWholeDatabase(url, { max: 2, name: 'procord bench' });
    try {
      const guild = simulator.sim.world.guildAt(0);
      const channelIds = guild.channels.filter(({ type }) => type === 0 || type === 2).map(({ id }) => id);
      await db.prisma.guild.create({ data: { id: BigInt(guild.id) } });
      const staffId = personId(simulator, 'staff');
      await grantPremium(
        { db, clock: systemClock },
        { guildId: guild.id, staffId, reason: 'to be measured', endsOn: null },
      );
      await fillGuild(db, { guildId: guild.id, channelIds, today: Math.floor(Date.now() / 86_400_000) });
      say(`${MEMBERS} members, ${channelIds.length} channels with two years of totals`);
      const web = await startWeb(db, { simulator, env: { LOG_LEVEL: 'warn' } });
      try {
        const browser = new Browser(web);
        await browser.signIn(personId(simulator, 'owner'));
        const figures: Figures = { channels: channelIds.length };
        const goals: Goals = {};
        for (const [name, address] of Object.entries(addresses)) {
          const { p50, p95, html } = await measure(() => browser.get(`/guilds/${guild.id}${address}`));
          figures[`${name}_p50_ms`] = rounded(p50, 1);
          figures[`${name}_p95_ms`] = rounded(p95, 1);
          figures[`${name}_kb`] = rounded(html.length / 1_024, 1);
          figures[`${name}_kb_gzip`] = rounded(gzipSync(html).length / 1_024, 1);
          goals[`${name}_p95_ms`] = { atMost: MOST_MS };
          say(`${name}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${(html.length / 1_024).toFixed(0)} KB`);
        }
        return {
          figures,
          goals,
          notes: [
            'Milliseconds are of the whole answer over loopback, one request after the other, signed in as the owner.',
          ],
        };
      } finally {
        await web.stop();
      }
    } finally {
      await db.close();
      await simulator.stop();
    }
  });
}

async function measure(ask: () => Promise<Response>): Promise<{ p50: number; p95: number; html: Buffer }> {
  const times: number[] = [];
  let html = Buffer.alloc(0);
  for (let n = 0; n < WARM_UP + ASKED; n += 1) {
    const started = performance.now();
    const response = await ask();
    html = Buffer.from(await response.arrayBuffer());
    if (n >= WARM_UP) times.push(performance.now() - started);
    if (response.status !== 200) throw new Error(`a page answered ${response.status}`);
  }
  times.sort((a, b) => a - b);
  return { p50: median(times), p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN, html };
}
