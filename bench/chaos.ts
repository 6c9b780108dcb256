import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runChaos } from './chaos/run-chaos.ts';
import { hung, orphan, outage, type ScenarioResult, splitBrain } from './chaos/scenarios.ts';
import { machine } from './rig/machine.ts';

const help = `npm run chaos -- [options]
  --kills N        kill -9 of clusters, manager, worker and Postgres (200)
  --events M       counted messages meanwhile (1000000)
  --every S        seconds between two kills, on average (4)
  --refusals R     resumes that Discord refuses; they must show as gaps (0)
  --only A,B       only these: cluster, manager, worker, postgres, drop, reset, zombie, half-open, duplicate, lag, reconnect
  --seed S         the same faults again (1)
  --clusters C --shards S --guilds G   (2, 8, 40)
  --scenario NAME  instead: split-brain, orphan, hung, outage
  --rounds N       of split-brain (3)
  --minutes M --rate R   of the outage (10, 500)
  --json FILE      writes the figures
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    events: { type: 'string', default: '1000000' },
    every: { type: 'string', default: '4' },
    refusals: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    clusters: { type: 'string', default: '2' },
    shards: { type: 'string', default: '8' },
    guilds: { type: 'string', default: '40' },
    scenario: { type: 'string', default: 'chaos' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '500' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function run(): Promise<ScenarioResult> {
  const shards = Number(values.shards);
  const common = { say, shards, eventsPerSecond: Number(values.rate) };
  switch (values.scenario) {
    case 'split-brain':
      return splitBrain({ ...common, rounds: Number(values.rounds) });
    case 'orphan':
      return orphan(common);
    case 'hung':
      return hung(common);
    case 'outage':
      return outage({ ...common, minutes: Number(values.minutes) });
    case 'chaos': {
      const result = await runChaos({
        kills: Number(values.kills),
        events: Number(values.events),
        everySeconds: Number(values.every),
        refusals: Number(values.refusals),
        only: values.only.split(',').filter(Boolean),
        seed: Number(values.seed),
        clusters: Number(values.clusters),
        guilds: Number(values.guilds),
        shards,
        say,
      });
      for (const difference of result.comparison.differences) say(JSON.stringify(difference));
      return result;
    }
    default:
      throw new Error(`there is no scenario ${values.scenario}\n${help}`);
  }
}

if (values.help) say(help);
else {
  const { figures, holds } = await run();
  for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(20)} ${value}`);
  say(holds ? 'holds' : 'DOES NOT HOLD');
  if (values.json) {
    const report = { chaos: values.scenario, machine: machine(), seed: Number(values.seed), figures, holds };
    writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  process.exitCode = holds ? 0 : 1;
}
