import type { Profile } from '#core/accounts/schema.ts';
import { Described } from '../ui/Described.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';

/** What Discord told of the person. */
export function ProfileList({ profile }: { profile: Profile }) {
  const { t } = useWords();
  const { globalName, username, id, hasPicture, createdAt, lastSignInAt } = profile;
  return (
    <Section id="profile" title={t('accounts:page.profile.title')} body={t('accounts:page.profile.body')}>
      <Described
        entries={[
          [
            t('accounts:page.profile.name'),
            globalName === null ? t('accounts:page.profile.noName') : <bdi key="name">{globalName}</bdi>,
          ],
          [t('accounts:page.profile.username'), <bdi key="username">{username}</bdi>],
          [
            t('accounts:page.profile.id'),
            <code key="id" className="font-sans tabular-nums">
              {id}
            </code>,
          ],
          [
            t('accounts:page.profile.picture'),
            t(hasPicture ? 'accounts:page.profile.hasPicture' : 'accounts:page.profile.noPicture'),
          ],
          [t('accounts:page.profile.since'), <Moment key="since" at={createdAt} />],
          [t('accounts:page.profile.lastSignIn'), <Moment key="last" at={lastSignInAt} />],
        ]}
      />
    </Section>
  );
}
