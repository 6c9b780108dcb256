import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { bundleClient } from '../rig/bundle-client.ts';
import { openProbes, type Probes } from '../rig/probes.ts';
import { type Rig, startRig } from '../rig/rig.ts';

const FEW = 40;
const SHARDS = 4;
const countSchema = z.object({ guilds: z.number() });

/**
 * What one guild of 50 channels, 20 roles and 100 members costs in live memory (heap and buffers, after garbage
 * collection): the difference between a process with many such guilds and one with few.
 */
export async function guildCost(consumer: 'procord' | 'default', guilds: number, say: (line: string) => void) {
  const few = await liveBytesWith(consumer, FEW, say);
  const many = await liveBytesWith(consumer, FEW + guilds, say);
  return (many - few) / guilds;
}

async function liveBytesWith(consumer: 'procord' | 'default', guilds: number, say: (line: string) => void) {
  const probes = await openProbes();
  const rig = await startRig({
    clusters: 1,
    shards: SHARDS,
    env: probes.env,
    simulator: {
      SIM_GUILDS: String(guilds),
      SIM_CHANNELS_PER_GUILD: '50',
      SIM_ROLES_PER_GUILD: '20',
      SIM_MEMBERS_PER_GUILD: '100',
      SIM_IDENTIFY_INTERVAL_MS: '100',
    },
    say,
  });
  let failed = true;
  try {
    const program = consumer === 'procord' ? await startProcord(rig) : await startDefault(rig, probes);
    const probe = await probes.find(program);
    // What came with the start has been flushed and forgotten by then.
    await sleep(5_000);
    const { liveBytes } = await probe.live();
    say(`${consumer} with ${guilds} guilds: ${(liveBytes / 2 ** 20).toFixed(1)} MB`);
    failed = false;
    return liveBytes;
  } finally {
    await rig.end({ keep: failed });
    await probes.close();
  }
}

async function startProcord(rig: Rig): Promise<string> {
  const guilds = await rig.entitleAll();
  rig.startManager();
  await rig.waitUntilConnected(60_000);
  await rig.waitUntilCounting(guilds.length, 60_000);
  return 'cluster';
}

async function startDefault(rig: Rig, probes: Probes): Promise<string> {
  const wanted = (await rig.control.guilds()).filter((guild) => guild.botIn).length;
  const program = await bundleClient('bench/memory/default-client.ts');
  const { child } = rig.startProgram(program, {
    ...probes.env,
    BOT_TOKEN: rig.credentials.botToken,
    DISCORD_API_URL: rig.credentials.apiUrl,
    SHARDS: String(SHARDS),
  });
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(200)) {
    const guilds = await new Promise<number>((resolve) => {
      child.once('message', (message) => resolve(countSchema.parse(message).guilds));
      child.send('how many?');
    });
    if (guilds === wanted) return program;
  }
  throw new Error(`the default client does not hold ${wanted} guilds`);
}
