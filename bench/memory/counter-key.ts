import { openProbes } from '../rig/probes.ts';
import { startRig } from '../rig/rig.ts';
import { waitUntilDurable } from '../truth/wait-until-durable.ts';

/**
 * Bytes of live memory a counter key takes while it waits to be written: the database is stopped, messages of ever
 * other people go on, and what the cluster's process grows by is divided by the new cells of the ledger.
 */
export async function counterKeyCost(events: number, say: (line: string) => void) {
  const probes = await openProbes();
  const rig = await startRig({
    clusters: 1,
    shards: 4,
    env: probes.env,
    simulator: { SIM_GUILDS: '20', SIM_MEMBERS_PER_GUILD: '100000', SIM_IDENTIFY_INTERVAL_MS: '100' },
    say,
  });
  let failed = true;
  try {
    const guilds = await rig.entitleAll();
    rig.startManager();
    await rig.waitUntilConnected(60_000);
    await rig.waitUntilCounting(guilds.length, 30_000);
    await rig.control.traffic({ authors: 'all' });
    const probe = await probes.find('cluster');
    await rig.control.burst({ events: events / 4 });
    await waitUntilDurable(rig.db.pool, rig.control, 120_000);
    const cells = () => countCells(rig.control);
    const cellsBefore = await cells();
    await rig.stopPostgres();
    const before = await probe.live();
    await rig.control.burst({ events });
    const after = await probe.live();
    const keys = (await cells()) - cellsBefore;
    await rig.startPostgres();
    const behind = await waitUntilDurable(rig.db.pool, rig.control, 180_000);
    if (behind.length > 0) throw new Error(`not durable after the database came back: ${behind.join(', ')}`);
    say(`${keys} keys waiting: ${((after.liveBytes - before.liveBytes) / 2 ** 20).toFixed(1)} MB`);
    failed = false;
    return { keys, bytes: (after.liveBytes - before.liveBytes) / keys };
  } finally {
    await rig.end({ keep: failed });
    await probes.close();
  }
}

/** Cells of the ledger with a message. */
async function countCells(control: Awaited<ReturnType<typeof startRig>>['control']): Promise<number> {
  let cells = 0;
  await control.ledger([], (cell) => {
    if (cell.messages > 0) cells++;
  });
  return cells;
}
