import type { Command } from '../command.ts';
import { contact } from './contact.ts';
import { counted } from './counted.ts';
import { erase } from './erase.ts';
import { takeAlong } from './export.ts';
import { countMeAgain, objectTo } from './object.ts';
import { reportOfUnderAge } from './report-under-age.ts';
import { requests } from './requests.ts';
import { restrict } from './restrict.ts';
import { see } from './see.ts';

/** What is counted here, the rights of whoever asks, and the way to a person: in every server and in direct messages, for their eyes alone. */
export const privacy: Command = {
  name: 'privacy',
  defaultMemberPermissions: null,
  outsideGuilds: true,
  subcommands: [counted, see, takeAlong, erase, objectTo, countMeAgain, restrict, requests, contact, reportOfUnderAge],
};
