import { expect, test } from 'vitest';
import { speakerOf } from '#core/i18n/i18n.ts';
import { exampleOverview } from './example-overview.ts';
import { overviewCsv } from './overview-csv.server.ts';
import { overviewPicture } from './overview-picture.server.ts';

test('the CSV has a line an hour, and leaves unknown empty', () => {
  const lines = overviewCsv(exampleOverview).split('\r\n');
  expect(lines[0]).toBe(
    'from_utc,to_utc,state,messages,voice_seconds,observed_share_messages,observed_share_voice,messages_yesterday,voice_seconds_yesterday',
  );
  expect(lines[10]).toBe('2026-03-14T09:00:00.000Z,2026-03-14T10:00:00.000Z,past,131,0,1.000,1.000,140,');
  expect(lines[11]).toBe('2026-03-14T10:00:00.000Z,2026-03-14T11:00:00.000Z,past,,,0.000,0.000,151,');
  expect(lines[17]).toBe('2026-03-14T16:00:00.000Z,2026-03-14T17:00:00.000Z,to-come,,,,,196,');
  expect(lines).toHaveLength(26);
  expect(lines.at(-1)).toBe('');
});

test('the picture stands alone: no class, no style, no script, every name escaped', () => {
  const svg = overviewPicture(
    {
      guild: { id: '1', name: '</title><script>alert(1)</script> & co' },
      premium: true,
      names: 'known',
      overview: exampleOverview,
    },
    'messages',
    speakerOf('en'),
  );
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
  expect(svg).not.toMatch(/class=|style=|<script|href=/);
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).toContain('Procord · as of 15:36:00 · 90% of the day so far was observed');
  expect(svg).toContain('url(#unknown)');
});
