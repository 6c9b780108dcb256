import { rmSync, writeFileSync } from 'node:fs';
import { readOptions } from './config.ts';
import { startSimulator } from './start-simulator.ts';

/**
 * The simulator as a process. One JSON line on stdout says where it listens; SIM_READY_FILE gets the same line.
 * With SIM_FOLLOW_PARENT=1 it ends when its standard input or its IPC channel closes.
 */
async function main(): Promise<void> {
  const running = await startSimulator(readOptions(process.env));
  const { port } = new URL(running.url);
  const line = `${JSON.stringify({ ready: true, url: running.url, port: Number(port), pid: process.pid })}\n`;
  const readyFile = process.env.SIM_READY_FILE;
  if (readyFile) writeFileSync(readyFile, line);
  process.stdout.write(line);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    if (readyFile) rmSync(readyFile, { force: true });
    void running.stop().finally(() => process.exit(0));
    setTimeout(() => process.exit(0), 2000).unref();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.stdout.on('error', end);
  if (process.env.SIM_FOLLOW_PARENT !== '1') return;
  if (process.channel) process.on('disconnect', end);
  else {
    process.stdin.on('end', end).on('close', end).on('error', end);
    process.stdin.resume();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`The simulator cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
