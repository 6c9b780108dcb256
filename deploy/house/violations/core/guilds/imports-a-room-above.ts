import { thing } from '../billing/thing.server.ts';
export const value = thing;
