import { ApplicationCommandType, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FormErrors } from '../form-errors.ts';
import { restStateOf } from '../state.ts';
import { type Asked, startTestSimulator, type TestSimulator } from '../test-simulator.ts';
import { readCommand } from './command.ts';
import { type Command, CommandStore } from './store.ts';

const stats = { name: 'stats', description: 'Today in this guild' };

/** The leaves of the nested form errors: path and code. */
function faultsOf(value: unknown): string[] {
  const errors = new FormErrors();
  readCommand(errors, [], value);
  try {
    errors.throwIfAny();
    return [];
  } catch (thrown) {
    return leaves((thrown as { errors: unknown }).errors);
  }
}

function leaves(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) =>
    key === '_errors'
      ? (child as { code: string }[]).map((one) => `${path}: ${one.code}`)
      : leaves(child, path === '' ? key : `${path}.${key}`),
  );
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ type: Option.String, name: `o${i}`, description: 'x' }));

test.each([
  ['a good command', { ...stats, name_localizations: { de: 'statistik' } }, []],
  ['letters of other scripts', { ...stats, name: 'सूची' }, []],
  ['an upper-case letter', { ...stats, name: 'Stats' }, ['name: APPLICATION_COMMAND_INVALID_NAME']],
  ['a space', { ...stats, name: 'my stats' }, ['name: APPLICATION_COMMAND_INVALID_NAME']],
  ['33 characters', { ...stats, name: 'a'.repeat(33) }, ['name: BASE_TYPE_BAD_LENGTH']],
  ['no name', { description: 'x' }, ['name: BASE_TYPE_REQUIRED']],
  ['no description', { name: 'stats' }, ['description: BASE_TYPE_REQUIRED']],
  ['a long description', { ...stats, description: 'x'.repeat(101) }, ['description: BASE_TYPE_BAD_LENGTH']],
  ['an unknown locale', { ...stats, name_localizations: { xx: 'a' } }, ['name_localizations.xx: BASE_TYPE_CHOICES']],
  [
    'a bad localised name',
    { ...stats, name_localizations: { de: 'Mit Leerzeichen' } },
    ['name_localizations.de: APPLICATION_COMMAND_INVALID_NAME'],
  ],
  ['26 options', { ...stats, options: many(26) }, ['options: BASE_TYPE_MAX_LENGTH']],
  [
    'two options of one name',
    { ...stats, options: [...many(1), ...many(1)] },
    ['options.1: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'],
  ],
  [
    'a required option after an optional one',
    { ...stats, options: [...many(1), { type: Option.String, name: 'z', description: 'x', required: true }] },
    ['options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID'],
  ],
  [
    'a subcommand beside a plain option',
    { ...stats, options: [...many(1), { type: Option.Subcommand, name: 'z', description: 'x' }] },
    ['options.1.type: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    'a choice of the wrong type',
    {
      ...stats,
      options: [{ type: Option.Integer, name: 'n', description: 'x', choices: [{ name: 'a', value: 'b' }] }],
    },
    ['options.0.choices.0.value: NUMBER_TYPE_COERCE'],
  ],
  [
    'choices with autocomplete',
    {
      ...stats,
      options: [
        { type: Option.String, name: 'n', description: 'x', autocomplete: true, choices: [{ name: 'a', value: 'b' }] },
      ],
    },
    ['options.0.choices: APPLICATION_COMMAND_INVALID_CHOICES'],
  ],
  ['a context menu', { type: ApplicationCommandType.User, name: 'Look at this person' }, []],
  [
    'a context menu with a description',
    { type: ApplicationCommandType.Message, name: 'Report', description: 'x' },
    ['description: APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION'],
  ],
  ['an unknown type', { ...stats, type: 9 }, ['type: BASE_TYPE_CHOICES']],
  ['no object', 'stats', [': DICT_TYPE_CONVERT']],
])('%s', (_what, value, faults) => {
  expect(faultsOf(value)).toEqual(faults);
});

test('a command over 8000 characters is too large, counting the longest wording of each text', () => {
  const choices = Array.from({ length: 25 }, (_, i) => ({ name: `${i}`.padStart(100, 'x'), value: `${i}` }));
  const option = (name: string) => ({ type: Option.String, name, description: 'x', choices });
  expect(faultsOf({ ...stats, options: [option('a'), option('b'), option('c')] })).toEqual([]);
  const four = [option('a'), option('b'), option('c'), option('d')];
  expect(faultsOf({ ...stats, options: four })).toEqual([': APPLICATION_COMMAND_TOO_LARGE']);
});

test('at most 100 slash commands, and 200 creates a day', () => {
  let now = 0;
  let id = 0;
  const heard: (readonly Command[])[] = [];
  const store = new CommandStore('1', {
    nextId: () => String(++id),
    now: () => now,
    publish: (_guild, list) => heard.push(list),
  });
  const input = (name: string) => {
    const read = readCommand(new FormErrors(), [], { name, description: 'x' });
    if (!read) throw new Error('not read');
    return read;
  };
  for (let i = 0; i < 100; i += 1) store.put(null, input(`a${i}`));
  expect(() => store.put(null, input('one-more'))).toThrow('(100)');
  expect(store.put(null, input('a0')).created).toBe(false);
  store.overwrite(null, []);
  for (let i = 0; i < 100; i += 1) store.put(null, input(`b${i}`));
  store.overwrite(null, []);
  expect(() => store.put(null, input('c'))).toThrow('daily');
  expect(() => store.put('5', input('c')), 'each guild has its own').not.toThrow();
  now += 86_400_001;
  expect(() => store.put(null, input('c'))).not.toThrow();
  expect(heard.at(-1)).toHaveLength(1);
});

let discord: TestSimulator;
let base: string;
beforeAll(async () => {
  discord = await startTestSimulator();
  base = `/applications/${discord.sim.credentials.clientId}`;
});
afterAll(() => discord.stop());
beforeEach(async () => {
  restStateOf(discord.sim).limits.clear();
  await discord.ask('PUT', `${base}/commands`, []);
});

const idOf = (asked: Asked) => (asked.body as { id: string }).id;

test('create, list, edit and delete a global command', async () => {
  const created = await discord.ask('POST', `${base}/commands`, { ...stats, name_localizations: { de: 'statistik' } });
  expect(created).toMatchObject({ status: 201, body: { ...stats, type: 1, name_localizations: { de: 'statistik' } } });
  const again = await discord.ask('POST', `${base}/commands`, { ...stats, description: 'Other' });
  expect(again).toMatchObject({ status: 200, body: { id: idOf(created), description: 'Other' } });
  const edited = await discord.ask('PATCH', `${base}/commands/${idOf(created)}`, { name: 'figures' });
  expect(edited).toMatchObject({ status: 200, body: { name: 'figures', description: 'Other' } });
  const [first] = (await discord.ask('GET', `${base}/commands`)).body as object[];
  expect(first).not.toHaveProperty('name_localizations');
  expect(await discord.ask('DELETE', `${base}/commands/${idOf(created)}`)).toMatchObject({ status: 204 });
  expect(await discord.ask('GET', `${base}/commands/${idOf(created)}`)).toMatchObject({ body: { code: 10063 } });
  expect(discord.sim.commands.get('')).toEqual([]);
});

test('a bulk overwrite keeps the ids of what stays and refuses doubles by index', async () => {
  const first = await discord.ask('PUT', `${base}/commands`, [stats]);
  const both = await discord.ask('PUT', `${base}/commands`, [{ name: 'privacy', description: 'x' }, stats]);
  expect((both.body as { id: string }[])[1]?.id).toBe((first.body as { id: string }[])[0]?.id);
  const doubled = await discord.ask('PUT', `${base}/commands`, [stats, stats]);
  expect(leaves((doubled.body as { errors: unknown }).errors)).toEqual(['1: APPLICATION_COMMANDS_DUPLICATE_NAME']);
});

test('a guild’s commands are apart, and refused where the bot is not in', async () => {
  const own = `${base}/guilds/${discord.guild(0).id}/commands`;
  expect(await discord.ask('PUT', own, [stats])).toMatchObject({ status: 200 });
  expect((await discord.ask('GET', `${base}/commands`)).body).toEqual([]);
  expect((await discord.ask('GET', own)).body).toMatchObject([{ guild_id: discord.guild(0).id }]);
  expect(await discord.ask('GET', `${base}/guilds/${discord.guild(7).id}/commands`)).toMatchObject({
    status: 403,
    body: { code: 50001 },
  });
});

test('another application’s commands are out of reach', async () => {
  expect(await discord.ask('GET', '/applications/1000000000000000000/commands')).toMatchObject({
    body: { code: 10002 },
  });
});
