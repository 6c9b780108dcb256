import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { english } from '#core/i18n/english.ts';
import { consentPurposes, NOTICE_VERSION } from './schema.ts';

const hashOf = (words: unknown) => createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);

/**
 * What people read under which version. Words that say something else get the next version, which everybody meets once
 * (the notice) or is asked anew (a consent); for better words that say the same, write their hash here.
 */
test('what is told and asked is what its version says', () => {
  expect({ version: NOTICE_VERSION, words: hashOf(english.welcome.notice) }).toEqual({
    version: 1,
    words: '47487658b5592f31',
  });
  expect({ ...consentPurposes.mail, words: hashOf(english.consent.purpose.mail.body) }).toEqual({
    version: 1,
    words: 'c6730d7557f905bc',
  });
});
