import { words } from '../../core/accounts/words.ts';
export const value = words;
