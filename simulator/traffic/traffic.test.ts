import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS, type SimulatorOptions } from '../config.ts';
import { emptyEntry, MESSAGE_KIND } from '../ledger/message-log.ts';
import { SimulatedDiscord } from '../simulated-discord.ts';
import { burst } from './burst.ts';
import { guildShare } from './rhythm.ts';

const made: SimulatedDiscord[] = [];
function simulated(options: Partial<SimulatorOptions> = {}): SimulatedDiscord {
  const sim = new SimulatedDiscord({ ...DEFAULT_OPTIONS, eventsPerSecond: 0, ...options });
  made.push(sim);
  return sim;
}
afterEach(() => {
  for (const sim of made.splice(0)) sim.stop();
});

describe('traffic', () => {
  test('is a believable mix in every kind of place, all where the bot is and sees', () => {
    const sim = simulated();
    for (let i = 0; i < 60_000; i += 1) sim.traffic.step();
    const { messages } = sim.ledger;
    const kinds = new Map<number, number>();
    const guilds = new Set<number>();
    const authors = new Set<number>();
    let threads = 0;
    let last = 0n;
    const entry = emptyEntry();
    for (let i = 0; i < messages.next; i += 1) {
      messages.read(i, entry);
      const channel = sim.world.channelAt(entry.channel);
      const guild = sim.world.guildAt(channel.guildIndex);
      kinds.set(entry.kind, (kinds.get(entry.kind) ?? 0) + 1);
      guilds.add(guild.index);
      authors.add(entry.user);
      if (channel.threadParent >= 0) threads += 1;
      expect(guild.botIn && sim.world.botPermissions(guild, channel) !== 0n).toBe(true);
      const id = BigInt(sim.ids.text(entry.ms, entry.low));
      expect(id > last).toBe(true);
      last = id;
    }
    const { threadStarter: _unused, ...expected } = MESSAGE_KIND;
    for (const [name, kind] of Object.entries(expected))
      expect([name, (kinds.get(kind) ?? 0) > 0]).toEqual([name, true]);
    expect(sim.happen.counts.counted / sim.happen.counts.messages).toBeGreaterThan(0.8);
    expect(guilds.size).toBeGreaterThan(30);
    expect(authors.size).toBeGreaterThan(3000);
    expect(threads).toBeGreaterThan(100);
    expect(sim.happen.counts.voice).toBeGreaterThan(4000);
    expect(sim.happen.counts.other).toBeGreaterThan(1000);
    const afk = new Set(sim.world.guilds.map((one) => one.afkChannelId));
    const rooms = sim.world.guilds.flatMap((one) =>
      [...one.voice.values()].map((state) => sim.world.channelAt(state.channelIndex)),
    );
    expect(rooms.length).toBeGreaterThan(50);
    expect(rooms.some((one) => afk.has(one.id))).toBe(true);
    expect(rooms.some((one) => one.type === 13)).toBe(true);
  });

  test('nobody is in voice twice', () => {
    const sim = simulated({ guilds: 20 });
    sim.traffic.settings.voiceShare = 1;
    for (let i = 0; i < 20_000; i += 1) sim.traffic.step();
    const present = sim.world.guilds
      .flatMap((one) => [...one.voice.keys()])
      .filter((one) => !sim.world.people.isBot(one));
    expect(present.length).toBeGreaterThan(50);
    expect(new Set(present).size).toBe(present.length);
  });

  test('runs at the rate it is set to', async () => {
    const sim = simulated({ guilds: 8 });
    sim.traffic.settings.eventsPerSecond = 400;
    sim.traffic.start();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    sim.traffic.stop();
    const { messages, voice, other } = sim.happen.counts;
    // A join or a new thread is two events, so a little above is right.
    expect(messages + voice + other).toBeGreaterThan(200);
    expect(messages + voice + other).toBeLessThan(900);
  });

  test('the rhythm is quiet at four in the morning and lively in the evening, most on Saturdays', () => {
    const wednesday = Date.UTC(2025, 5, 4);
    const saturday = Date.UTC(2025, 5, 7);
    const at = (day: number, hour: number, offset = 0) => guildShare(day + hour * 3_600_000, offset);
    expect(at(wednesday, 20)).toBeGreaterThan(5 * at(wednesday, 4));
    expect(at(saturday, 20)).toBeGreaterThan(at(wednesday, 20));
    expect(at(wednesday, 4, 9)).toBe(at(wednesday, 13));
  });

  test('quiesce empties every voice channel, outage or not, and stops', () => {
    const sim = simulated({ guilds: 10 });
    for (let i = 0; i < 3000; i += 1) sim.traffic.step();
    const busy = sim.world.guilds.find((one) => one.voice.size > 0);
    if (busy) sim.startOutage(busy);
    sim.quiesce();
    expect(sim.world.guilds.reduce((sum, one) => sum + one.voice.size, 0)).toBe(0);
    expect(busy?.unavailable).toBe(false);
  });
});

describe('a burst', () => {
  test('sends exactly so many counted messages, with noise between them', async () => {
    const sim = simulated();
    const result = await burst(sim, { events: 20_000, noise: 0.2 });
    expect(result.events).toBe(20_000);
    expect(sim.happen.counts.counted).toBe(20_000);
    expect(result.happened).toBeGreaterThan(22_000);
    const cells = await sim.ledger.cells({ asOfMs: sim.clock.now() });
    expect(cells.reduce((sum, one) => sum + one.messages, 0)).toBe(20_000);
  });

  test('keeps to a pace', async () => {
    const sim = simulated({ guilds: 5 });
    const result = await burst(sim, { events: 500, eventsPerSecond: 1000 });
    expect(result.ms).toBeGreaterThan(400);
    expect(result.ms).toBeLessThan(5000);
  });

  test('stays in the guilds it is given, and ends where none can hold a message', async () => {
    const sim = simulated({ guilds: 5 });
    const guild = sim.world.guildAt(3);
    sim.traffic.speakers.restrict([guild]);
    await burst(sim, { events: 200 });
    const cells = await sim.ledger.cells({ asOfMs: sim.clock.now() });
    expect(new Set(cells.map((one) => one.guildId))).toEqual(new Set([guild.id]));
    sim.removeBot(guild);
    expect((await burst(sim, { events: 10 })).events).toBe(0);
  });
});
