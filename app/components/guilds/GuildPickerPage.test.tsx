// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { GuildPickerPage } from './GuildPickerPage.tsx';
import { matchGuilds } from './match-guilds.ts';
import type { PickerGuild } from './props.ts';

const guild = (id: string, name: string, inviteUrl: string | null = null): PickerGuild => ({
  id,
  name,
  right: 'owner',
  premium: false,
  inviteUrl,
});
const guilds = [
  guild('1', 'Zürcher Brettspielrunde'),
  guild('2', 'Ｆｕｌｌ width'),
  guild('3', 'مجتمع', 'https://invite.example'),
];

test('a name is found by its words, whatever the case, accents and width; an id is found whole', () => {
  const ids = (query: string) => matchGuilds(guilds, query).map(({ id }) => id);
  expect(ids('')).toEqual(['1', '2', '3']);
  expect(ids('ZURCHER runde')).toEqual(['1']);
  expect(ids('full')).toEqual(['2']);
  expect(ids('مجتمع')).toEqual(['3']);
  expect(ids(' 3 ')).toEqual(['3']);
  expect(ids('zurcher chess')).toEqual([]);
});

test('the list follows the typing, and says how many are left', async () => {
  const { find, type, text, host, close } = await draw(<GuildPickerPage guilds={guilds} query="" />);
  expect(find('[role="status"]').textContent).toBe('3 servers');
  await type(find<HTMLInputElement>('#q'), 'brett');
  expect(host.querySelectorAll('li')).toHaveLength(1);
  expect(find('[role="status"]').textContent).toBe('1 server');
  await type(find<HTMLInputElement>('#q'), 'chess');
  expect(text()).toContain('No server matches “chess”.');
  await close();
});

test('a guild without the bot is no link to its page, but an invitation', async () => {
  const { host, close } = await draw(<GuildPickerPage guilds={guilds} query="" />);
  expect([...host.querySelectorAll('li a')].map((link) => link.getAttribute('href'))).toEqual([
    '/guilds/1',
    '/guilds/2',
    'https://invite.example',
  ]);
  await close();
});
