import { thing } from '../core/accounts/thing.server.ts';
export const value = thing;
