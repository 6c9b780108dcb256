import { describe, expect, test } from 'vitest';
import { OUR_BOT_INDEX } from './people.ts';
import { channelPermissions, guildPermissions, PERMISSION } from './permissions.ts';
import { SnowflakeClock, shardOf, snowflake, snowflakeMs } from './snowflake.ts';
import { CHANNEL_TYPE, type PersonaName } from './types.ts';
import { World } from './world.ts';

const world = new World();

describe('the world', () => {
  test('is the same for the same seed, and another for another', () => {
    const again = new World();
    const ids = (one: World) =>
      one.guilds.flatMap((guild) => [guild.id, ...guild.channels.map((c) => c.id), ...guild.roles.map((r) => r.id)]);
    expect(ids(again)).toEqual(ids(world));
    expect(ids(new World({ seed: 8 }))).not.toEqual(ids(world));
  });

  test('has 40 guilds from tiny to 250,000 members, made without making the members', () => {
    const started = performance.now();
    const fresh = new World();
    expect(performance.now() - started).toBeLessThan(3000);
    const sizes = fresh.guilds.map((one) => fresh.memberCount(one));
    expect(sizes).toHaveLength(40);
    expect(Math.min(...sizes)).toBeLessThan(10);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(250_000);
    expect(fresh.guilds.filter((one) => !one.botIn)).toHaveLength(4);
  });

  test('gives every guild, channel and person an id of its own', () => {
    const ids = [...world.guilds.map((one) => one.id), ...world.channels.map((one) => one.id)];
    expect(new Set(ids).size).toBe(ids.length);
    const guild = world.guildAt(1);
    const people = new Set(Array.from({ length: 250_000 }, (_, i) => world.people.idOf(world.seededMember(guild, i))));
    expect(people.size).toBe(250_000);
  });

  test('finds anyone by id without having stored them', () => {
    for (const i of [0, 1, 99, 249_999]) {
      const index = world.seededMember(world.guildAt(1), i);
      expect(world.people.byId(world.people.idOf(index))?.index).toBe(index);
    }
    expect(world.people.byId('123')).toBeNull();
    expect(world.people.byId((BigInt(world.people.idOf(5000)) + (1n << 22n)).toString())).toBeNull();
    expect(world.people.byId('not an id')).toBeNull();
  });

  test('has every kind of channel, and names that test careless pages', () => {
    const types = new Set(world.channels.map((one) => one.type));
    for (const kind of ['text', 'voice', 'category', 'announcement', 'stage', 'forum'] as const)
      expect(types).toContain(CHANNEL_TYPE[kind]);
    const names = world.guilds.map((one) => one.name).join('\n');
    expect(names).toMatch(/<script>/);
    expect(names).toMatch(/[\u0590-\u06ff]/);
    expect(names).toMatch(/[\u3040-\u9fff]/);
    expect(names).toMatch(/'/);
  });

  test('every parent is a category of the same guild', () => {
    for (const guild of world.guilds) {
      for (const channel of guild.channels) {
        if (channel.parentId === null) continue;
        expect(guild.channels.find((one) => one.id === channel.parentId)?.type).toBe(CHANNEL_TYPE.category);
      }
    }
  });
});

describe('personas', () => {
  const index = (name: PersonaName) => world.people.persona(name).user.index;
  const manages = (name: PersonaName) =>
    world.guildsOf(index(name)).filter((guild) => {
      const member = world.member(guild, index(name));
      return member && (guildPermissions(guild, member) & (PERMISSION.manageGuild | PERMISSION.administrator)) !== 0n;
    });

  test('may what their names say', () => {
    expect(manages('owner').map((one) => one.index)).toEqual([0, 1, 2, 7, 14, 22]);
    expect(
      manages('owner')
        .filter((one) => !one.botIn)
        .map((one) => one.index),
    ).toEqual([7, 14]);
    expect(manages('manager').map((one) => one.index)).toEqual([0, 4, 19]);
    expect(manages('admin').map((one) => one.index)).toEqual([5]);
    expect(world.guildsOf(index('admin')).map((one) => one.index)).toEqual([5]);
    for (const name of ['member', 'staff', 'suspended'] as const) {
      expect(manages(name)).toEqual([]);
      expect(world.guildsOf(index(name)).map((one) => one.index)).toContain(0);
    }
    expect(world.guildsOf(index('outsider'))).toEqual([]);
  });

  test('the bot sees channels but for those hidden from it', () => {
    const hidden = world.channels.filter((one) => one.name === 'mod-talk');
    expect(hidden.length).toBeGreaterThan(0);
    for (const channel of hidden) {
      const guild = world.guildAt(channel.guildIndex);
      expect(world.botPermissions(guild, channel)).toBe(0n);
      const owner = world.member(guild, guild.ownerIndex);
      expect(owner && channelPermissions(guild, channel, owner) & PERMISSION.viewChannel).toBe(PERMISSION.viewChannel);
    }
    const guild = world.guildAt(0);
    const open = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
    expect(open && world.botPermissions(guild, open) & PERMISSION.viewChannel).toBe(PERMISSION.viewChannel);
    expect(world.isMember(world.guildAt(7), OUR_BOT_INDEX)).toBe(false);
  });

  test('people leave, come back, and the bot can be removed and added', () => {
    const own = new World({ guilds: 2, largestGuild: 100 });
    const guild = own.guildAt(0);
    const count = own.memberCount(guild);
    const person = own.seededMember(guild, 4);
    own.removeMember(guild, person);
    expect([own.isMember(guild, person), own.memberCount(guild)]).toEqual([false, count - 1]);
    own.addMember(guild, person, 1_750_000_000_000);
    expect(own.member(guild, person)?.joinedMs).toBe(1_750_000_000_000);
    expect(own.memberCount(guild)).toBe(count);
    own.removeBot(guild);
    expect([guild.botIn, guild.roles.some((one) => one.botId === own.people.idOf(OUR_BOT_INDEX))]).toEqual([
      false,
      false,
    ]);
    own.addBot(guild, PERMISSION.viewChannel, 1_750_000_000_000);
    expect(own.memberCount(guild)).toBe(count);
  });
});

describe('snowflakes', () => {
  test('rise strictly while the clock stands still, steps back or overflows a millisecond', () => {
    const ids = new SnowflakeClock();
    let last = 0n;
    const times = [1_750_000_000_000, 1_750_000_000_000, 1_749_999_999_000, 1_750_000_000_001, 1_750_000_000_000];
    for (const ms of times) {
      const id = BigInt(ids.next(ms));
      expect(id).toBeGreaterThan(last);
      last = id;
    }
    ids.lastLow = 2 ** 22 - 1;
    expect(BigInt(ids.next(1_750_000_000_000))).toBeGreaterThan(last);
  });

  test('read the same by the quick and the plain way', () => {
    const ids = new SnowflakeClock();
    for (let i = 0; i < 5000; i += 1) {
      const ms = 1_450_000_000_001 + i * 99_999_937;
      expect(ids.text(ms, (i * 7919) % 2 ** 22)).toBe(snowflake(ms, (i * 7919) % 2 ** 22));
      expect(snowflakeMs(ids.text(ms, 5))).toBe(ms);
    }
  });

  test('route as Discord does', () => {
    expect(shardOf('1008573961182642176', 8)).toBe(Number((1008573961182642176n >> 22n) % 8n));
  });
});
