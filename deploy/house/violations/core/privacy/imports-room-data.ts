import { thing } from '../accounts/thing.server.ts';
export const value = thing;
