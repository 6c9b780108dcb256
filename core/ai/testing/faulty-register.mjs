import { register } from 'node:module';

/** For `--import`: a process starts with a register that has a fault in place of its own. */
register('./faulty-register-hooks.mjs', import.meta.url);
