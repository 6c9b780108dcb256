import { describe, expect, test } from 'vitest';
import { emptyEntry, MESSAGE_KIND, MessageLog } from '../ledger/message-log.ts';
import { snowflake, snowflakeMs } from '../world/snowflake.ts';
import { CHANNEL_TYPE } from '../world/types.ts';
import { World } from '../world/world.ts';
import { MAX_MESSAGE_BYTES, MessageRenderer } from './message-renderer.ts';
import { messageObject } from './message-text.ts';

const world = new World({ guilds: 30, largestGuild: 3000 });
const log = new MessageLog(1);
const renderer = new MessageRenderer(world, log);
const out = Buffer.alloc(MAX_MESSAGE_BYTES);

function render(index: number, sequence: number, full: boolean): string {
  return out.toString('utf8', 0, renderer.render(index, sequence, full, out, 0));
}

describe('the renderer', () => {
  test('writes what the plain form says, in the same order of keys, for every kind, guild and intent', () => {
    const nowMs = Date.UTC(2025, 5, 1, 12, 0, 0, 123);
    let lengths = 0;
    let count = 0;
    for (const guild of world.guilds) {
      const text = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
      if (!text) continue;
      for (const kind of Object.values(MESSAGE_KIND)) {
        const user =
          kind === MESSAGE_KIND.webhook
            ? 0
            : kind === MESSAGE_KIND.bot
              ? guild.bots[0]
              : world.seededMember(guild, kind + 1);
        if (user === undefined || (kind === MESSAGE_KIND.webhook && guild.webhooks.length === 0)) continue;
        for (const variant of [0, 3, 8, 255]) {
          const index = log.append(nowMs + count, variant, text.index, user, kind, variant);
          const entry = log.read(index, emptyEntry());
          for (const full of [false, true]) {
            const json = render(index, 12 + (count % 50), full);
            const plain = messageObject(world, entry, snowflake(entry.ms, entry.low), full);
            expect(json).toBe(`{"t":"MESSAGE_CREATE","s":${12 + (count % 50)},"op":0,"d":${JSON.stringify(plain)}}`);
            lengths += Buffer.byteLength(json);
          }
          count += 1;
        }
      }
    }
    expect(count).toBeGreaterThan(500);
    expect(lengths / count / 2).toBeGreaterThan(900);
  });

  test('every 64th sequence comes in another order of the envelope', () => {
    const guild = world.guildAt(0);
    const index = log.append(
      Date.UTC(2025, 5, 2),
      0,
      guild.channels.find((one) => one.type === 0)?.index ?? 0,
      world.seededMember(guild, 1),
      0,
      1,
    );
    const text = render(index, 127, false);
    expect(text.startsWith('{"op":0,"d":{"type":0')).toBe(true);
    expect(text.endsWith(',"s":127,"t":"MESSAGE_CREATE"}')).toBe(true);
    expect(JSON.parse(text).d).toEqual(JSON.parse(render(index, 128, false)).d);
  });

  test('the id is the snowflake of the message’s own time', () => {
    const guild = world.guildAt(0);
    const ms = Date.UTC(2025, 5, 3, 1, 2, 3, 4);
    const index = log.append(
      ms,
      5,
      guild.channels.find((one) => one.type === 0)?.index ?? 0,
      world.seededMember(guild, 1),
      0,
      1,
    );
    const { d } = JSON.parse(render(index, 1, false));
    expect(snowflakeMs(d.id)).toBe(ms);
    expect(d.timestamp).toBe('2025-06-03T01:02:03.004000+00:00');
  });
});
