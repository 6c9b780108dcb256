import { build } from 'esbuild';
export const value = build;
