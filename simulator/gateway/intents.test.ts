import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { RawClient } from '../testing/raw-client.ts';
import { INTENT } from './intents.ts';

let running: RunningSimulator;

beforeAll(async () => {
  running = await startSimulator({
    guilds: 2,
    largestGuild: 1000,
    eventsPerSecond: 0,
    identifyIntervalMs: 0,
    grantedIntents: INTENT.guildMembers | INTENT.messageContent,
  });
});
afterAll(() => running.stop());

/** Everything a session with these intents hears of one round of life. */
async function hear(intents: number): Promise<RawClient> {
  const { sim } = running;
  const client = await RawClient.ready(sim.gatewayUrl, { token: sim.credentials.botToken, intents });
  const guild = sim.world.guildAt(0);
  const text = guild.channels.find((one) => one.type === 0);
  const room = guild.channels.find((one) => one.type === 2);
  if (!text || !room) throw new Error('no channels');
  const person = sim.world.seededMember(guild, 9);
  const newcomer = sim.world.people.personIndex(guild.firstMember + guild.seededMembers + 7);
  sim.happen.message(text, person, 0, 3);
  sim.happen.enterVoice(room, person);
  sim.happen.leaveVoice(guild, person);
  sim.happen.join(guild, newcomer);
  sim.happen.leave(guild, newcomer);
  const thread = sim.happen.openThread(text, person, 'Thread');
  sim.happen.archiveThread(thread);
  sim.dispatch(guild, 'MESSAGE_CREATE', { content: 'secret', embeds: [1], author: { id: '1' }, mentions: [] });
  sim.dispatch(guild, 'MESSAGE_CREATE', {
    content: 'mine',
    embeds: [1],
    author: { id: sim.credentials.clientId },
    mentions: [],
  });
  sim.dispatch(guild, 'INTERACTION_CREATE', { id: '1' });
  await client.waitFor((one) => one.t === 'INTERACTION_CREATE');
  await client.close(1000);
  return client;
}

const names = (client: RawClient) => new Set(client.payloads.map((one) => one.t).filter((t) => t !== null));

describe('intents', () => {
  test('without any, only READY and interactions', async () => {
    expect(names(await hear(0))).toEqual(new Set(['READY', 'INTERACTION_CREATE']));
  });

  test('each opens its own events', async () => {
    const base = ['READY', 'INTERACTION_CREATE'];
    expect(names(await hear(INTENT.guilds))).toEqual(
      new Set([...base, 'GUILD_CREATE', 'THREAD_CREATE', 'THREAD_UPDATE']),
    );
    expect(names(await hear(INTENT.guildMessages))).toEqual(new Set([...base, 'MESSAGE_CREATE']));
    expect(names(await hear(INTENT.guildVoiceStates))).toEqual(new Set([...base, 'VOICE_STATE_UPDATE']));
    expect(names(await hear(INTENT.guildMembers))).toEqual(
      new Set([...base, 'GUILD_MEMBER_ADD', 'GUILD_MEMBER_REMOVE']),
    );
  });

  test('content is blank without its intent, but for the bot’s own messages', async () => {
    const blank = (await hear(INTENT.guildMessages))
      .of('MESSAGE_CREATE')
      .map((one) => one.d as Record<string, unknown>);
    expect(blank[0]).toMatchObject({ content: '', embeds: [], attachments: [] });
    expect(blank.at(-2)).toMatchObject({ content: '', embeds: [] });
    expect(blank.at(-1)).toMatchObject({ content: 'mine', embeds: [1] });
    const client = await hear(INTENT.guildMessages | INTENT.messageContent);
    const full = client.of('MESSAGE_CREATE').map((one) => one.d as Record<string, unknown>);
    expect(full[0]?.content).not.toBe('');
    expect(full[0]?.embeds).toHaveLength(1);
    expect(full.at(-2)).toMatchObject({ content: 'secret', embeds: [1] });
  });

  test('an event goes to the shard of its guild, one without a guild to shard 0', async () => {
    const { sim } = running;
    const shards = await Promise.all(
      [0, 1].map((id) =>
        RawClient.ready(sim.gatewayUrl, { token: sim.credentials.botToken, intents: 1, shard: [id, 2] }),
      ),
    );
    for (const guild of sim.world.guilds) sim.dispatch(guild, 'GUILD_UPDATE', { id: guild.id });
    sim.dispatch(null, 'ENTITLEMENT_CREATE', { id: '1' });
    await shards[0]?.waitFor((one) => one.t === 'ENTITLEMENT_CREATE');
    for (const [id, client] of shards.entries()) {
      const heard = client.of('GUILD_UPDATE').map((one) => (one.d as { id: string }).id);
      expect(heard).toEqual(
        sim.world.guilds.map((one) => one.id).filter((guildId) => Number((BigInt(guildId) >> 22n) % 2n) === id),
      );
      await client.close(1000);
    }
    expect(shards[1]?.of('ENTITLEMENT_CREATE')).toHaveLength(0);
  });
});
