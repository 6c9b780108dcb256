import { thing } from '../support/thing.ts';
export const value = thing;
