import { afterEach, expect, test } from 'vitest';
import { createRig, isLive, type Rig, until } from './testing/rig.ts';

let rig: Rig;
afterEach(() => rig.close());

/** No cell of any guild, channel, person and hour differs, and nothing was excused by a hole. */
const EXACT = {
  lost: 0,
  doubled: 0,
  wrongMessageCells: 0,
  wrongVoiceCells: 0,
  strangers: 0,
  gaps: 0,
  messagesInGaps: 0,
  differences: [],
};

test('counts what Discord sent, message by message and voice by part', async () => {
  rig = await createRig();
  const cluster = await rig.start();
  await until('the shards are live', () => isLive(cluster));
  await rig.control.traffic({ running: true, eventsPerSecond: 2_000, voiceShare: 0.2 });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const comparison = await rig.compare();
  expect(comparison).toMatchObject(EXACT);
  expect(comparison.messages).toBeGreaterThan(500);
  expect(comparison.voiceCells).toBeGreaterThan(10);
});
