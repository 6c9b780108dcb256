import { type ButtonInteraction, Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from '../test-simulator.ts';
import { invokeCommand } from './invoke.ts';
import { type Press, pressButton } from './press.ts';
import { CommandRefused } from './refused.ts';

/** discord.js itself answers: with two buttons to a command, and to a press as `pressed` says. */
let discord: TestSimulator;
let client: Client;
let pressed: (interaction: ButtonInteraction) => Promise<unknown>;

const row = {
  type: 1,
  components: [
    { type: 2, style: 4, label: 'Erase', custom_id: 'erase' },
    { type: 2, style: 2, label: 'Off', custom_id: 'off', disabled: true },
    { type: 2, style: 5, label: 'Open', url: 'https://procord.example' },
  ],
};

beforeAll(async () => {
  discord = await startTestSimulator();
  const { clientId, botToken } = discord.sim.credentials;
  await discord.ask('PUT', `/applications/${clientId}/commands`, [{ name: 'privacy', description: 'x' }]);
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${discord.url}/api`, version: '10' } });
  client.on(Events.InteractionCreate, (interaction) => {
    const answer = { content: 'Sure?', components: [row], flags: MessageFlags.Ephemeral } as const;
    if (interaction.isChatInputCommand()) interaction.reply(answer).catch(() => undefined);
    if (interaction.isButton()) pressed(interaction).catch(() => undefined);
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(botToken);
  await ready;
}, 60_000);
afterAll(async () => {
  await client.destroy();
  await discord.stop();
});

async function asked(guildId: string | null = discord.guild(0).id) {
  return invokeCommand(discord.sim, { userId: discord.personaId('owner'), guildId, name: 'privacy' });
}

const press = (token: string, more: Partial<Press> = {}) =>
  pressButton(discord.sim, { userId: discord.personaId('owner'), token, customId: 'erase', ...more });

test('a press changes the message it stands on, in a guild and in a direct message', async () => {
  pressed = (interaction) =>
    interaction.update({
      content: `${interaction.customId} ${interaction.message.content} ${interaction.inGuild()}`,
      components: [],
    });
  for (const guildId of [discord.guild(0).id, null]) {
    const before = await asked(guildId);
    const after = await press(before.token);
    expect(after).toMatchObject({ type: 7, ephemeral: true, message: { id: before.message?.id, components: [] } });
    expect(after.message?.content).toBe(`erase Sure? ${guildId !== null}`);
    // What is gone cannot be pressed again.
    await expect(press(before.token)).rejects.toThrow(CommandRefused);
  }
});

test('an update that was announced follows', async () => {
  pressed = async (interaction) => {
    await interaction.deferUpdate();
    await interaction.editReply({ content: 'Done', components: [] });
  };
  const before = await asked();
  expect(await press(before.token)).toMatchObject({ type: 6, message: { content: 'Done', id: before.message?.id } });
});

test('a press can be answered with a message of its own', async () => {
  pressed = (interaction) => interaction.reply({ content: 'Another', flags: MessageFlags.Ephemeral });
  const before = await asked();
  const after = await press(before.token);
  expect(after).toMatchObject({ type: 4, ephemeral: true, message: { content: 'Another' } });
  expect(after.message?.id).not.toBe(before.message?.id);
  expect(after.message?.interaction_metadata).toMatchObject({ type: 3, interacted_message_id: before.message?.id });
});

test('what the client would not let be pressed is refused before the bot hears of it', async () => {
  const { token } = await asked();
  for (const one of [
    { customId: 'off' },
    { customId: 'none' },
    { userId: discord.personaId('manager') },
    { token: 'x' },
  ])
    await expect(press(token, one)).rejects.toThrow(CommandRefused);
});

test('a button needs a style', async () => {
  let refused: unknown;
  pressed = async (interaction) => {
    const button = { type: 2, custom_id: 'x', label: 'x' } as never;
    await interaction.update({ components: [{ type: 1, components: [button] }] }).catch((error) => {
      refused = error;
    });
    await interaction.update('Again');
  };
  const before = await asked();
  expect((await press(before.token)).message?.content).toBe('Again');
  expect(refused).toMatchObject({ code: 50035 });
});
