import type { ReactNode } from 'react';
import type { Profile } from '#core/accounts/schema.ts';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** What Discord told of the person. */
export function ProfileList({ profile }: { profile: Profile }) {
  const { t } = useWords();
  const format = useFormat();
  const moment = (at: Date) => (
    <time dateTime={at.toISOString()}>
      {t('accounts:page.profile.moment', { time: format.moment(at.getTime(), 'UTC') })}
    </time>
  );
  return (
    <Section id="profile" title={t('accounts:page.profile.title')} body={t('accounts:page.profile.body')}>
      <dl className="grid max-w-2xl gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
        <Entry term={t('accounts:page.profile.name')}>
          {profile.globalName === null ? t('accounts:page.profile.noName') : <bdi>{profile.globalName}</bdi>}
        </Entry>
        <Entry term={t('accounts:page.profile.username')}>
          <bdi>{profile.username}</bdi>
        </Entry>
        <Entry term={t('accounts:page.profile.id')}>
          <code className="font-sans tabular-nums">{profile.id}</code>
        </Entry>
        <Entry term={t('accounts:page.profile.picture')}>
          {t(profile.hasPicture ? 'accounts:page.profile.hasPicture' : 'accounts:page.profile.noPicture')}
        </Entry>
        <Entry term={t('accounts:page.profile.since')}>{moment(profile.createdAt)}</Entry>
        <Entry term={t('accounts:page.profile.lastSignIn')}>{moment(profile.lastSignInAt)}</Entry>
      </dl>
    </Section>
  );
}

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
