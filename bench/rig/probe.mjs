import { connect } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Loaded before any program under measurement by NODE_OPTIONS=--import, so that every consumer is measured in the same
 * way from within and none has code for it. Answers questions, one a line, over the socket named by PROBE_SOCKET.
 */
const RESOLUTION_MS = 5;
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
loop.enable();
let cpu = process.cpuUsage();
let at = performance.now();

const answers = {
  reset() {
    loop.reset();
    cpu = process.cpuUsage();
    at = performance.now();
    return {};
  },
  read() {
    const { user, system } = process.cpuUsage(cpu);
    return {
      cpuSeconds: (user + system) / 1e6,
      wallSeconds: (performance.now() - at) / 1e3,
      lagP99Ms: Math.max(0, loop.percentile(99) / 1e6 - RESOLUTION_MS),
      lagMaxMs: Math.max(0, loop.max / 1e6 - RESOLUTION_MS),
    };
  },
  /** What is alive after full collections. */
  live() {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    for (let round = 0; round < 3; round++) collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    // `external` holds the array buffers.
    return { liveBytes: heapUsed + external, heapBytes: heapUsed, rssBytes: rss };
  },
};

const path = process.env.PROBE_SOCKET;
if (path) {
  const socket = connect(path);
  socket.unref();
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.write(`${JSON.stringify({ pid: process.pid, program: process.argv[1] ?? '' })}\n`);
  let text = '';
  socket.on('data', (part) => {
    const lines = (text + part).split('\n');
    text = lines.pop() ?? '';
    for (const name of lines) socket.write(`${JSON.stringify(answers[name]?.() ?? {})}\n`);
  });
}
