import { REST } from '@discordjs/rest';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import type { Guild, PersonaName } from '../world/types.ts';

/** A quiet simulator on a free port, and the ways tests speak to it. */
export type TestSimulator = RunningSimulator & {
  /** A request with the bot's token unless another `authorization` is given; '' sends none. */
  ask(method: string, path: string, body?: unknown, authorization?: string): Promise<Asked>;
  client(): REST;
  guild(index: number): Guild;
  personaId(name: PersonaName): string;
};

export type Asked = { status: number; headers: Headers; body: unknown };

export async function startTestSimulator(): Promise<TestSimulator> {
  const running = await startSimulator({ guilds: 40, largestGuild: 600, eventsPerSecond: 0 });
  const { sim, url } = running;
  return {
    ...running,
    async ask(method, path, body, authorization = `Bot ${sim.credentials.botToken}`) {
      const response = await fetch(`${url}/api/v10${path}`, {
        method,
        headers: {
          ...(authorization === '' ? {} : { Authorization: authorization }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: parse(text) };
    },
    client: () => new REST({ api: `${url}/api`, version: '10', retries: 3 }).setToken(sim.credentials.botToken),
    guild: (index) => sim.world.guildAt(index),
    personaId: (name) => sim.world.people.persona(name).user.id,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
