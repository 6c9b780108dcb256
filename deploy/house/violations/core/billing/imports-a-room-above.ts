import { thing } from '../moderation/thing.ts';
export const value = thing;
