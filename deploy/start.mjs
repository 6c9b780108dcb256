import { showError, startAll } from './start-all.mjs';
import { startSimulator } from './start-simulator.mjs';

/** `npm start`, `npm run dev`, `npm run simulator`: see deploy/README.md. */
const [mode = 'start'] = process.argv.slice(2);
try {
  if (mode === 'simulator') await startSimulator();
  else await startAll({ dev: mode === 'dev' });
} catch (error) {
  process.exit(showError(error));
}
