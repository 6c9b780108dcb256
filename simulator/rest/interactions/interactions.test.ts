import { type ChatInputCommandInteraction, Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from '../test-simulator.ts';
import { invokeCommand } from './invoke.ts';
import { CommandNotAnswered, CommandRefused } from './refused.ts';

/** discord.js itself answers; `reply` is what the bot under test does with a command. */
let discord: TestSimulator;
let client: Client;
let reply: (interaction: ChatInputCommandInteraction) => Promise<unknown>;

const commands = [
  { name: 'stats', description: 'x', contexts: [0] },
  { name: 'privacy', description: 'x' },
  { name: 'grant', description: 'x', default_member_permissions: '32' },
  {
    name: 'look',
    description: 'x',
    options: [
      {
        type: 1,
        name: 'up',
        description: 'x',
        options: [
          { type: 6, name: 'who', description: 'x', required: true },
          { type: 4, name: 'days', description: 'x', min_value: 1, max_value: 30 },
          { type: 7, name: 'where', description: 'x' },
        ],
      },
    ],
  },
];

beforeAll(async () => {
  discord = await startTestSimulator();
  const { clientId, botToken } = discord.sim.credentials;
  await discord.ask('PUT', `/applications/${clientId}/commands`, commands);
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${discord.url}/api`, version: '10' } });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) reply(interaction).catch(() => undefined);
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(botToken);
  await ready;
}, 60_000);
afterAll(async () => {
  await client.destroy();
  await discord.stop();
});
beforeEach(() => {
  reply = (interaction) => interaction.reply('hello');
});

const ask = (more: Partial<Parameters<typeof invokeCommand>[1]> = {}) =>
  invokeCommand(discord.sim, {
    userId: discord.personaId('owner'),
    guildId: discord.guild(0).id,
    name: 'stats',
    ...more,
  });

test('an ephemeral answer comes back as the person sees it, and only they see it', async () => {
  let seen = 0;
  const count = () => {
    seen += 1;
  };
  client.on(Events.Raw as 'raw' as never, count as never);
  reply = (interaction) =>
    interaction.reply({ content: `for ${interaction.user.username}`, flags: MessageFlags.Ephemeral });
  const answer = await ask();
  expect(answer).toMatchObject({ type: 4, ephemeral: true, message: { content: 'for olivia.harbour' } });
  expect(answer.answeredAfterMs).toBeLessThan(3000);
  expect(seen, 'only INTERACTION_CREATE went out').toBe(1);
});

test('locale, permissions and guild arrive as discord.js reads them', async () => {
  reply = (interaction) =>
    interaction.reply(
      [
        interaction.locale,
        interaction.guildLocale,
        interaction.memberPermissions?.has('Administrator'),
        interaction.appPermissions.has('ViewChannel'),
        interaction.inCachedGuild(),
      ].join(' '),
    );
  const guild = discord.guild(0);
  const answer = await ask({ locale: 'de' });
  expect(answer.message?.content).toBe(`de ${guild.locale} true true true`);
});

test('options, subcommands and resolved people arrive', async () => {
  reply = (interaction) => {
    const { options } = interaction;
    const words = [options.getSubcommand(), options.getUser('who', true).username, options.getInteger('days')];
    return interaction.reply([...words, options.getMember('who') !== null, options.getChannel('where')?.id].join(' '));
  };
  const where = discord.guild(0).channels.find((channel) => channel.type === 0)?.id ?? '';
  const answer = await ask({ name: 'look up', options: { who: discord.personaId('member'), days: 7, where } });
  expect(answer.message?.content).toBe(`up mina.member 7 true ${where}`);
});

test('what Discord’s client would not offer is refused before the bot hears of it', async () => {
  const refused = [
    ask({ name: 'nothing' }),
    ask({ guildId: discord.guild(7).id }),
    ask({ name: 'grant', userId: discord.personaId('member') }),
    ask({ userId: discord.personaId('outsider') }),
    ask({ guildId: null, name: 'stats' }),
    ask({ name: 'look' }),
    ask({ name: 'look up', options: { days: 3 } }),
    ask({ name: 'look up', options: { who: discord.personaId('member'), days: 31 } }),
  ];
  for (const one of await Promise.allSettled(refused)) {
    expect(one).toMatchObject({ status: 'rejected', reason: expect.any(CommandRefused) });
  }
  await expect(ask({ name: 'grant' })).resolves.toMatchObject({ type: 4 });
});

test('in a direct message the person comes without a guild', async () => {
  reply = (interaction) => interaction.reply(`${interaction.guildId} ${interaction.user.username}`);
  const answer = await ask({ guildId: null, name: 'privacy' });
  expect(answer.message?.content).toBe('null olivia.harbour');
});

test('a deferred answer is waited for; its follow-ups have messages of their own', async () => {
  reply = async (interaction) => {
    await interaction.deferReply();
    await interaction.editReply('done');
    const more = await interaction.followUp('and more');
    await more.edit('and more still');
    await interaction.deleteReply();
  };
  const answer = await ask();
  expect(answer).toMatchObject({ type: 5, message: { content: 'done' } });
  const path = `/webhooks/${discord.sim.credentials.clientId}/${answer.token}/messages/@original`;
  const original = async () => (await discord.ask('GET', path, undefined, '')).body;
  await expect.poll(original, { interval: 500, timeout: 5000 }).toMatchObject({ code: 10008 });
});

test('files come with the words for those who do not see them, and the content network serves them', async () => {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgQAcAABIAAZuPLLEAAAAASUVORK5CYII=',
    'base64',
  );
  let later: unknown;
  const done = new Promise<void>((resolve) => {
    reply = async (interaction) => {
      await interaction.reply({ files: [{ attachment: picture, name: 'one.png', description: 'first' }] });
      const more = await interaction.followUp({ files: [{ attachment: picture, name: 'two.png' }] });
      later = await more.edit({ attachments: [], content: 'none' });
      resolve();
    };
  });
  const answer = await ask();
  await done;
  const [file] = answer.message?.attachments ?? [];
  expect(file).toMatchObject({ filename: 'one.png', description: 'first', width: 2, height: 3, size: picture.length });
  const served = await fetch(file?.url ?? '');
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await served.arrayBuffer()).equals(picture)).toBe(true);
  expect(later).toMatchObject({ content: 'none', attachments: { size: 0 } });
});

test('a file that was not sent, or words for it that are too long, are 50035', async () => {
  const bodies: unknown[] = [];
  reply = async (interaction) => {
    const base = `/interactions/${interaction.id}/${interaction.token}/callback`;
    for (const attachment of [{ id: 0 }, { id: 7, description: 'x'.repeat(1025) }])
      bodies.push(
        (await discord.ask('POST', base, { type: 4, data: { content: 'x', attachments: [attachment] } }, '')).body,
      );
    await interaction.reply('fine');
  };
  await ask();
  expect(bodies).toMatchObject([{ code: 50035 }, { code: 50035 }]);
});

test('a message with a nonce that is enforced is sent once', async () => {
  const channel = discord.guild(0).channels.find(({ type }) => type === 0)?.id;
  const send = async (nonce: string, enforce: boolean) =>
    (await discord.ask('POST', `/channels/${channel}/messages`, { content: 'x', nonce, enforce_nonce: enforce })).body;
  const first = (await send('week-1', true)) as { id: string };
  expect(await send('week-1', true)).toMatchObject({ id: first.id });
  expect(await send('week-1', false)).not.toMatchObject({ id: first.id });
  expect(await send('week-2', true)).not.toMatchObject({ id: first.id });
  expect(await send('x'.repeat(26), true)).toMatchObject({ code: 50035 });
  discord.sim.clock.advance(10 * 60_000);
  expect(await send('week-1', true)).not.toMatchObject({ id: first.id });
});

test('a second first answer is 40060', async () => {
  let second: unknown;
  const done = new Promise<void>((resolve) => {
    reply = async (interaction) => {
      await interaction.reply('one');
      const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
      second = await discord.ask('POST', path, { type: 4, data: { content: 'two' } }, '');
      resolve();
    };
  });
  await ask();
  await done;
  expect(second).toMatchObject({ status: 400, body: { code: 40060 } });
});

test('an answer after three seconds is 10062, and nothing follows it', async () => {
  let late: unknown;
  reply = async (interaction) => {
    discord.sim.clock.advance(3001);
    late = await interaction.reply('too late').catch((error: unknown) => error);
  };
  await expect(ask()).rejects.toBeInstanceOf(CommandNotAnswered);
  expect(late).toMatchObject({ code: 10062, status: 404 });
}, 10_000);

test('the token ends after 15 minutes: 50027', async () => {
  let later: unknown;
  const done = new Promise<void>((resolve) => {
    reply = async (interaction) => {
      await interaction.reply('one');
      discord.sim.clock.advance(15 * 60_000 + 1);
      later = await interaction.editReply('two').catch((error: unknown) => error);
      resolve();
    };
  });
  await ask();
  await done;
  expect(later).toMatchObject({ code: 50027, status: 401 });
});

test('editing before the first answer is 10015; a malformed answer leaves the interaction open', async () => {
  const codes: unknown[] = [];
  reply = async (interaction) => {
    const base = `/interactions/${interaction.id}/${interaction.token}/callback`;
    const own = `/webhooks/${discord.sim.credentials.clientId}/${interaction.token}/messages/@original`;
    codes.push((await discord.ask('PATCH', own, { content: 'x' }, '')).body);
    codes.push((await discord.ask('POST', base, { type: 4, data: { content: 'x'.repeat(2001) } }, '')).body);
    codes.push((await discord.ask('POST', base, { type: 4, data: { content: ' ' } }, '')).body);
    codes.push((await discord.ask('POST', base, { type: 7, data: { content: 'x' } }, '')).body);
    await interaction.reply({ embeds: [{ title: 'x' }] });
  };
  const answer = await ask();
  expect(codes).toMatchObject([{ code: 10015 }, { code: 50035 }, { code: 50006 }, { code: 50035 }]);
  expect(answer.message?.embeds).toHaveLength(1);
});

test('callbacks are in no bucket and outside the global limit', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => ask()));
  expect(new Set(answers.map((one) => one.message?.content))).toEqual(new Set(['hello']));
}, 20_000);
