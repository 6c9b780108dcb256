import { stats } from './analytics/stats.ts';
import { ask } from './assistant/ask.ts';
import type { Command } from './command.ts';
import { privacy } from './privacy/privacy.ts';

/** Every command the bot has. Each needs its row in authorization-matrix.ts. */
export const commands: readonly Command[] = [stats, ask, privacy];
