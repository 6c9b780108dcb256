import path from 'node:path';
import { createEnding } from './ending.mjs';
import { portFrom } from './ports.mjs';
import { homeFolder, readSettings } from './settings.mjs';
import { describeMail, describeModel, describeSimulator, describeStripe, simulatorAnswers } from './simulated.mjs';
import { makeEverything } from './start-all.mjs';
import { say, step } from './steps.mjs';
import { superviseChild } from './supervise.mjs';
import { commands, projectFolder } from './tools.mjs';

const PORT = 4000;

/** The simulated Discord alone, on port 4000 or SIM_PORT, and the settings under which a bot runs against it. */
export async function startSimulator() {
  const settings = readSettings();
  const ending = createEnding(say);
  ending.add(async () => commands.endAll());
  say('The simulated Discord');
  await makeEverything({ web: false });
  const port = await portFrom(Number(settings.SIM_PORT ?? PORT), '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  await step('Simulator', async () => {
    const simulator = superviseChild({
      name: 'simulator',
      command: process.execPath,
      args: ['--enable-source-maps', path.join(projectFolder, 'build', 'simulator.js')],
      env: { ...settings, SIM_PORT: String(port), SIM_FOLLOW_PARENT: '1' },
      cwd: projectFolder,
      logs: path.join(homeFolder(settings), 'logs'),
      say,
      onStart: () => {},
      onBadSettings: say,
    });
    ending.add(() => simulator.stop(1_000));
    await simulatorAnswers(url, () => (simulator.restarts() > 2 ? simulator.lastWords() : undefined));
    return 'running';
  });
  const { settings: given } = await describeSimulator(url);
  for (const [name, value] of Object.entries({
    ...given,
    ...(await describeStripe(url)),
    ...(await describeMail(url)),
    ...(await describeModel(url)),
  }))
    say(`${name}=${JSON.stringify(value)}`);
  say(`The simulated Discord is ready on ${url}`);
}
