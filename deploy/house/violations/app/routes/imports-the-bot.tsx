import { reply } from '../../bot/commands/reply.ts';
export const value = reply;
