import { nothing } from './nothing-here.ts';
export const value = nothing;
