// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { exampleOverview } from './example-overview.ts';
import type { OverviewData } from './props.ts';
import { newer, readOverviewData, useLiveOverview } from './use-live-overview.ts';

const data = (messages: number, asOfMs: number, guildId = '1'): OverviewData => ({
  guild: { id: guildId, name: 'Makers' },
  premium: true,
  names: 'known',
  overview: { ...exampleOverview, messages, asOfMs },
});

/** The browser's EventSource, driven by hand: happy-dom has none. */
class Source {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    Source.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
}

let hidden = false;
beforeEach(() => {
  Source.all = [];
  hidden = false;
  vi.stubGlobal('EventSource', Source);
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
});
afterEach(() => vi.unstubAllGlobals());

function Probe({ loaded }: { loaded: OverviewData }) {
  const { data: shown, status } = useLiveOverview(loaded, '/guilds/1/live');
  return <p>{`${status} ${shown.overview.messages}`}</p>;
}

test('follows the stream, keeps what it has while it connects again, and drops what it cannot read', async () => {
  const { text, close } = await draw(<Probe loaded={data(1, 1_000)} />);
  const [source] = Source.all;
  expect(source?.url).toBe('/guilds/1/live');
  expect(text()).toBe('waiting 1');
  await act(async () => source?.onopen?.());
  await act(async () => source?.onmessage?.({ data: JSON.stringify(data(5, 2_000)) }));
  expect(text()).toBe('on 5');
  await act(async () => source?.onmessage?.({ data: 'not json' }));
  await act(async () => source?.onmessage?.({ data: JSON.stringify(data(3, 1_500)) }));
  await act(async () => source?.onmessage?.({ data: JSON.stringify(data(9, 9_000, '2')) }));
  await act(async () => source?.onerror?.());
  expect(text()).toMatch(/^waiting /);
  await close();
  expect(source?.readyState).toBe(2);
});

test('a page out of sight holds no stream', async () => {
  const { close } = await draw(<Probe loaded={data(1, 1_000)} />);
  hidden = true;
  await act(async () => document.dispatchEvent(new Event('visibilitychange')));
  expect(Source.all.map(({ readyState }) => readyState)).toEqual([2]);
  hidden = false;
  await act(async () => document.dispatchEvent(new Event('visibilitychange')));
  expect(Source.all).toHaveLength(2);
  await close();
});

test('a stream that is refused asks the page again, once, and is asked for again later', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const loader = vi.fn(() => null);
  const { text, close } = await draw(<Probe loaded={data(1, 1_000)} />, { loader });
  const [source] = Source.all;
  await act(async () => {
    source?.close();
    source?.onerror?.();
  });
  expect(text()).toBe('off 1');
  expect(loader).toHaveBeenCalledOnce();
  expect(Source.all).toHaveLength(1);
  await act(async () => vi.advanceTimersByTime(10_000));
  expect(Source.all).toHaveLength(2);
  await close();
  vi.useRealTimers();
});

test('the later of loaded and streamed is shown, never another guild', () => {
  expect(newer(data(1, 5), data(2, 6)).overview.messages).toBe(2);
  expect(newer(data(1, 5), data(2, 4)).overview.messages).toBe(1);
  expect(newer(data(1, 5), data(2, 6, '2')).overview.messages).toBe(1);
  expect(newer(data(1, 5), null).overview.messages).toBe(1);
});

test.each(['', 'null', '[]', '{}', '{"overview":null,"guild":{}}', '{"overview":{},"guild":{}}'])(
  'an event of %j is no data',
  (text) => expect(readOverviewData(text)).toBeNull(),
);
