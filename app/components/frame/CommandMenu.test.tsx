// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { Frame } from './Frame.tsx';
import type { FrameData } from './props.ts';

const frame: FrameData = {
  viewer: { name: 'Marguerite', staff: false, hasRole: false, suspended: false },
  guilds: [
    { id: '1', name: 'Zürcher Brettspielrunde' },
    { id: '2', name: 'Berlin Makers' },
  ],
  guild: { id: '2', name: 'Berlin Makers' },
  theme: 'dark',
  language: { chosen: 'en', offered: ['en', 'de'] },
  notice: null,
  pending: [],
};

beforeEach(() => {
  HTMLDialogElement.prototype.showModal ??= vi.fn();
});

async function open(changes: Partial<FrameData> = {}, action?: (request: Request) => unknown) {
  const drawn = await draw(
    <Frame frame={{ ...frame, ...changes }}>page</Frame>,
    action ? { at: '/guilds/2', action } : {},
  );
  const dialog = drawn.find<HTMLDialogElement>('dialog');
  const input = drawn.find<HTMLInputElement>('dialog input');
  const options = () => [...dialog.querySelectorAll('[role="option"]')].map((option) => option.textContent);
  return { ...drawn, dialog, input, options };
}

test('Ctrl and K opens it; it lists what one may do, and nothing for staff', async () => {
  const { press, dialog, options, close } = await open();
  const show = vi.spyOn(dialog, 'showModal');
  await press(document.body, 'k', { ctrlKey: true });
  expect(show).toHaveBeenCalledOnce();
  expect(options()).toEqual([
    'Today',
    'Overview',
    'Messages',
    'Voice',
    'Members',
    'Growth',
    'Retention',
    'Most active',
    'Annotations',
    'Assistant',
    'Insights',
    'Knowledge',
    'AI',
    'Export',
    'Digest',
    'Premium',
    'Audit log',
    'All servers',
    'Your data',
    'Privacy',
    'Promises',
    'Your account',
    'Zürcher Brettspielrunde',
    'Berlin Makers',
    'Appearance: Device',
    'Appearance: Light',
    'Language: Deutsch',
    'Sign out',
    'Sign out everywhere',
  ]);
  await close();
});

test('finds without accents, chooses with the arrows, goes with Enter', async () => {
  const { router, input, options, type, press, find, close } = await open();
  await type(input, 'zur brett');
  expect(options()).toEqual(['Zürcher Brettspielrunde']);
  await type(input, 's');
  await press(input, 'ArrowDown');
  expect(find('[aria-selected="true"]').textContent).toBe(options()[1]);
  expect(input.getAttribute('aria-activedescendant')).toBe(find('[aria-selected="true"]').id);
  await press(input, 'ArrowUp');
  await press(input, 'ArrowUp');
  expect(find('[aria-selected="true"]').textContent).toBe(options().at(-1));
  await type(input, 'all servers');
  await press(input, 'Enter');
  expect(router.state.location.pathname).toBe('/guilds');
  await close();
});

test('an action is a form that is sent', async () => {
  const sent: string[] = [];
  const { input, type, press, close } = await open({}, async (request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`);
    return null;
  });
  await type(input, 'light');
  await press(input, 'Enter');
  await vi.waitFor(() => expect(sent).toEqual(['POST /preferences theme=light&redirectTo=%2Fguilds%2F2']));
  await close();
});

test('somebody who is suspended is shown no page but the public ones', async () => {
  const { options, close } = await open({
    viewer: { name: 'Marguerite', staff: true, hasRole: true, suspended: true },
    guilds: [],
    guild: null,
  });
  expect(options()).toEqual([
    'Your data',
    'Privacy',
    'Promises',
    'Appearance: Device',
    'Appearance: Light',
    'Language: Deutsch',
    'Sign out',
    'Sign out everywhere',
  ]);
  await close();
});
