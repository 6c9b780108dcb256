// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { exampleOverview } from './example-overview.ts';
import { OverviewHours } from './OverviewHours.tsx';

test('the arrow keys move between the hours, and the hour in focus is read in words', async () => {
  const { host, find, press, close } = await draw(
    <OverviewHours overview={exampleOverview} measure="messages" height={100} />,
  );
  const stops = () =>
    [...host.querySelectorAll('[data-point][tabindex="0"]')].map((hour) => hour.getAttribute('data-point'));
  const chart = find('svg.chart');
  expect(stops()).toEqual(['15']);
  expect(find('[data-point="15"]').getAttribute('aria-label')).toBe(
    '15:00 to 16:00: 163 messages · so far · yesterday 175',
  );

  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await press(chart, key);
  expect(document.activeElement?.getAttribute('data-point')).toBe('11');
  expect(stops()).toEqual(['11']);
  expect(find('[data-readout]').textContent).toBe(
    '11:00 to 12:00: 88 messages · 40% observed · The connection to Discord was lost for too long to be picked up again · yesterday 162',
  );
  await press(chart, 'ArrowLeft');
  expect(find('[data-readout]').textContent).toContain('10:00 to 11:00: unknown');
  await press(chart, 'End');
  expect(find('[data-readout]').textContent).toBe('23:00 to 00:00: still to come · yesterday 121');
  await press(chart, 'ArrowRight');
  expect(document.activeElement?.getAttribute('data-point')).toBe('23');
  await press(chart, 'Home');
  expect(document.activeElement?.getAttribute('data-point')).toBe('0');
  await close();
});

test('the table says what the drawing says: unknown is a word, not a zero', async () => {
  const { host, close } = await draw(<OverviewHours overview={exampleOverview} measure="messages" height={100} />, {
    at: '/?tables=all',
  });
  const rows = [...host.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
  expect(rows).toHaveLength(24);
  expect(rows[9]).toEqual(['09:00 to 10:00', '131', '140', '100%']);
  expect(rows[10]).toEqual(['10:00 to 11:00', 'unknown', '151', '0%']);
  expect(rows[16]).toEqual(['16:00 to 17:00', 'to come', '196', '']);
  await close();
});

test('no style attribute is written: the policy would drop it', async () => {
  const { host, close } = await draw(<OverviewHours overview={exampleOverview} measure="messages" height={100} />);
  expect(host.querySelectorAll('[style]')).toHaveLength(0);
  await close();
});

test('a table is drawn where it is opened, and until then leads to a page that has them all', async () => {
  const { host, find, toggle, close } = await draw(
    <OverviewHours overview={exampleOverview} measure="messages" height={100} />,
    { at: '/guilds/1?days=7' },
  );
  expect(host.querySelector('table')).toBeNull();
  expect(find('details a').getAttribute('href')).toBe('/guilds/1?days=7&tables=all');
  await toggle(find<HTMLDetailsElement>('details'));
  expect(host.querySelectorAll('tbody tr')).toHaveLength(24);
  await close();
});
