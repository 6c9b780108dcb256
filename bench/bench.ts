import { parseArgs } from 'node:util';
import { eraseRace } from './erase-race/erase-race.ts';
import { eventOrders } from './event-orders/event-orders.ts';
import { runFuzzWeb } from './fuzz-web/run-fuzz-web.ts';
import { ingest } from './ingest/ingest.ts';
import { injection } from './injection/injection.ts';
import { knowledge } from './knowledge/knowledge.ts';
import { memory } from './memory/memory.ts';
import { pages } from './pages/pages.ts';
import { query } from './query/query.ts';
import { redaction } from './redaction/redaction.ts';
import { type BenchResult, judge, publish } from './report.ts';
import { retention } from './retention/retention.ts';
import { rights } from './rights/rights.ts';

const help = `npm run bench -- NAME [options]
  ingest           messages a second: the ceiling, Procord end to end, and one upsert an event
    --events N     counted messages for each (1000000)
    --repeats R    rounds, of which the medians are taken (3)
    --shards S --guilds G   (4, 200)
  memory           what a guild, a counter key and an hour cost in live memory
    --guilds G --people P   (1000, 1000000)
  query            the questions of the pages, of a guild of 250,000 members, against the hourly rows
  retention        a day's upserts and totals against COPY, merged days, and the end of a day
    --rows N       member-hour rows over 30 days (50000000: 5 GB of disk, and minutes)
  erase-race       people erased while clusters die, totals are made, gaps filled in, exports written
    --rounds N     three erasures and one killed cluster each (100)
  rights           exports and erasures of people beside ingestion, and what tombstones cost it
    --rows N --asked A   rows that name people (50000000), and of each right how many (40)
  pages            the pages of a guild of 250,000 members and 500 channels: time and weight
  redaction        what is masked of addresses, numbers, secrets and names in six languages, and what should not be
    --times N --seed S      sentences of each frame, and what they are drawn by (10, 1)
  knowledge        questions to a made-up guild’s graph: what is found, beside plain full text
  injection        published forms of prompt injection, each alone in each place where people write
    --every N      of these pairs every Nth (1: minutes)
  event-orders     a subscription's six events in all 720 orders, each three times and at once
  fuzz-web         fuzzed requests to every address that takes input
    --requests N --seed S   each (20000, 1)
  --json FILE      writes {bench, machine, figures, goals}
Exits with 1 where a goal does not hold.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string', default: '1000000' },
    repeats: { type: 'string', default: '3' },
    shards: { type: 'string', default: '4' },
    guilds: { type: 'string' },
    people: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '100' },
    asked: { type: 'string', default: '40' },
    rows: { type: 'string', default: '50000000' },
    requests: { type: 'string', default: '20000' },
    times: { type: 'string', default: '10' },
    every: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const say = (line: string) => void process.stdout.write(`${line}\n`);

const benches: Record<string, () => Promise<BenchResult>> = {
  ingest: () =>
    ingest({
      events: Number(values.events),
      repeats: Number(values.repeats),
      shards: Number(values.shards),
      guilds: Number(values.guilds ?? 200),
      say,
    }),
  'fuzz-web': () => runFuzzWeb({ requests: Number(values.requests), seed: Number(values.seed), say }),
  'event-orders': () => eventOrders({ say }),
  query: () => query({ rows: Number(values.rows), say }),
  retention: () => retention({ rows: Number(values.rows), say }),
  'erase-race': () => eraseRace({ rounds: Number(values.rounds), say }),
  rights: () => rights({ rows: Number(values.rows), asked: Number(values.asked), say }),
  pages: () => pages({ say }),
  redaction: () => redaction({ times: Number(values.times), seed: Number(values.seed), say }),
  knowledge: () => knowledge(),
  injection: () => injection({ every: Number(values.every), say }),
  memory: () => memory({ guilds: Number(values.guilds ?? 1_000), people: Number(values.people), say }),
};

const [name = ''] = positionals;
const bench = benches[name];
if (values.help || !bench) {
  say(help);
  process.exitCode = values.help ? 0 : 64;
} else {
  const holds = publish(judge(name, await bench()), values.json, say);
  process.exitCode = holds ? 0 : 1;
}
