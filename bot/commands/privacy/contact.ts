import { isAppError } from '#core/platform/app-error.ts';
import { openCase } from '#core/support/open-case.server.ts';
import { CASE_WORDS, openCaseSchema } from '#core/support/schema.ts';
import type { PrivacyPart } from '../command.ts';
import { readOption } from '../options.ts';

/** Writes to those who run this instance: the same desk as the contact page. */
export const contact: PrivacyPart = {
  name: 'contact',
  options: ['about'],
  form({ t, chosen }) {
    return {
      title: t('commands:privacy.contact.title'),
      argument: readOption(chosen, 'about'),
      fields: [
        {
          name: 'words',
          label: t('contact:form.words'),
          help: t('commands:privacy.contact.help'),
          minLength: CASE_WORDS.min,
          maxLength: CASE_WORDS.max,
        },
      ],
    };
  },
  async submit({ t, deps, userId }, argument, filled) {
    const parsed = openCaseSchema.safeParse({ topic: argument, words: filled.get('words') });
    if (!parsed.success) return { content: t('contact:problem.words') };
    try {
      const asked = { ...parsed.data, channel: 'command', accountId: userId } as const;
      const secret = await openCase({ db: deps.rights, clock: deps.clock }, asked);
      return {
        content: t('commands:privacy.contact.sent'),
        buttons: [{ label: t('commands:privacy.contact.open'), url: `${deps.origin}/contact/${secret}` }],
      };
    } catch (error) {
      if (!isAppError(error) || error.code !== 'too_many_requests') throw error;
      return { content: t('contact:problem.tooMany') };
    }
  },
};
