// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { useAskAgain } from './use-ask-again.ts';

function Page({ tell }: { tell: (askAgain: () => boolean) => void }) {
  tell(useAskAgain());
  return <p>page</p>;
}

async function open() {
  const reads: Request[] = [];
  const answers: (() => void)[] = [];
  let askAgain = () => false;
  const tell = (latest: () => boolean) => {
    askAgain = latest;
  };
  const drawn = await draw(<Page tell={tell} />, {
    loader: (request) => {
      reads.push(request);
      return new Promise((done) => answers.push(() => done('read')));
    },
  });
  return {
    ...drawn,
    askAgain: () => askAgain(),
    answer: () => act(async () => answers.at(-1)?.()),
    told: () => reads.map(({ url, signal }) => [new URL(url).pathname, signal.aborted ? 'broken off' : 'read']),
  };
}

test('the page is read again, once at a time', async () => {
  const page = await open();
  await act(async () => expect([page.askAgain(), page.askAgain()]).toEqual([true, false]));
  expect(page.askAgain()).toBe(false);
  await page.answer();
  await act(async () => expect(page.askAgain()).toBe(true));
  await page.answer();
  expect(page.told()).toEqual([
    ['/', 'read'],
    ['/', 'read'],
  ]);
  await page.close();
});

test('where a click leads to is not broken off, though the page does not show yet that it leads anywhere', async () => {
  const page = await open();
  await act(async () => {
    void page.router.navigate('/elsewhere');
    expect(page.askAgain()).toBe(false);
  });
  await page.answer();
  expect(page.told()).toEqual([['/elsewhere', 'read']]);
  expect(page.router.state.location.pathname).toBe('/elsewhere');
  await page.close();
});
