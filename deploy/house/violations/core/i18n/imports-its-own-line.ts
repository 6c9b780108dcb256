import { thing } from '../audit/thing.server.ts';
export const value = thing;
