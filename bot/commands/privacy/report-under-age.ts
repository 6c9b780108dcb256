import { isAppError } from '#core/platform/app-error.ts';
import { reportUnderAge } from '#core/support/report-under-age.server.ts';
import { CASE_WORDS, reportUnderAgeSchema } from '#core/support/schema.ts';
import type { PrivacyPart } from '../command.ts';
import { readOption } from '../options.ts';

/** Says that an account is of somebody under age: staff look at it, and nothing happens before they decide. */
export const reportOfUnderAge: PrivacyPart = {
  name: 'report-under-age',
  options: ['person'],
  form({ t, chosen }) {
    return {
      title: t('commands:privacy.report-under-age.title'),
      argument: readOption(chosen, 'person') ?? '',
      fields: [
        {
          name: 'words',
          label: t('commands:privacy.report-under-age.words'),
          help: t('commands:privacy.contact.help'),
          minLength: CASE_WORDS.min,
          maxLength: CASE_WORDS.max,
        },
      ],
    };
  },
  async submit({ t, deps, userId }, argument, filled) {
    const parsed = reportUnderAgeSchema.safeParse({ personId: argument, words: filled.get('words') });
    if (!parsed.success) return { content: t('contact:problem.words') };
    try {
      const asked = { ...parsed.data, channel: 'command', accountId: userId } as const;
      const secret = await reportUnderAge({ db: deps.rights, clock: deps.clock }, asked);
      return {
        content: t('commands:privacy.report-under-age.sent'),
        buttons: [{ label: t('commands:privacy.contact.open'), url: `${deps.origin}/contact/${secret}` }],
      };
    } catch (error) {
      if (!isAppError(error) || error.code !== 'too_many_requests') throw error;
      return { content: t('contact:problem.tooMany') };
    }
  },
};
