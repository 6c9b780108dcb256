import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlApi } from '../truth/control-api.ts';
import type { Place } from './places.ts';

const EVERY_MS = 200;
const MUTED_EVERY = 5;

export interface Talk {
  /** Events so far of those who are erased. */
  events(): number;
  /** Everyone leaves. */
  stop(): Promise<void>;
}

/** All of them and the bystander write, the first two are in voice, the last one leaves the guild and joins again. */
export async function keepTalking(control: ControlApi, place: Place, people: readonly string[]): Promise<Talk> {
  const { guildId, textId: channelId, voiceId, bystanderId } = place;
  const speakers = people.slice(0, 2);
  let events = 0;
  let stopped = false;
  for (const userId of speakers) await control.voice({ guildId, userId, channelId: voiceId });
  const running = (async () => {
    for (let turn = 0; !stopped; turn += 1) {
      for (const userId of [...people, bystanderId]) await control.message({ channelId, userId });
      const [first] = speakers;
      if (first && turn % MUTED_EVERY === 0)
        await control.voice({ guildId, userId: first, selfMute: turn % (2 * MUTED_EVERY) === 0 });
      const last = people.at(-1);
      if (last)
        for (const action of ['leave', 'join'] as const) await control.member({ guildId, userId: last, action });
      events += people.length + 2;
      await sleep(EVERY_MS);
    }
  })();
  running.catch(() => {});
  return {
    events: () => events,
    async stop() {
      stopped = true;
      await running;
      for (const userId of speakers) await control.voice({ guildId, userId, channelId: null });
    },
  };
}
