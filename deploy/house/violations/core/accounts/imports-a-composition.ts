import { composed } from '../composition.server.ts';

export const own = composed;
