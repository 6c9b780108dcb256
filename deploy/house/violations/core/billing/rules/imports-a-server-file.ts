import { readConfig } from '#core/platform/config.server.ts';

export const used = readConfig;
