import { words } from '../accounts/words.ts';
export const value = words;
