import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { DeleteAccount } from './DeleteAccount.tsx';
import { MailForm } from './MailForm.tsx';
import { OpenAccesses } from './OpenAccesses.tsx';
import { PreferencesForm } from './PreferencesForm.tsx';
import { ProfileList } from './ProfileList.tsx';
import type { AccountData, AccountProblem } from './props.ts';
import { Sessions } from './Sessions.tsx';
import { StaffAccesses } from './StaffAccesses.tsx';

/** A person's own account. */
export function AccountPage({
  data,
  problem,
}: {
  data: AccountData;
  /** Why the form that was sent did nothing. */
  problem: AccountProblem | null;
}) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        title={t('accounts:page.title')}
        lead={t('accounts:page.lead')}
        links={[[paths.ownAi, t('ai:own.link')]]}
      />
      {problem === 'no-address' ? (
        <div className="mb-8">
          <Notice tone="bad" announce title={t('accounts:page.mail.noAddress')} />
        </div>
      ) : null}
      {data.done && problem === null ? (
        <div className="mb-8">
          <Notice tone="good" announce title={t(`accounts:page.done.${data.done}`)} />
        </div>
      ) : null}
      <OpenAccesses accesses={data.accesses} />
      <div className="space-y-10">
        <ProfileList profile={data.profile} />
        <PreferencesForm {...data} />
        <MailForm mail={data.mail} />
        <Sessions sessions={data.sessions} />
        <StaffAccesses accesses={data.accesses} />
        <DeleteAccount username={data.profile.username} mistyped={problem === 'mistyped'} />
      </div>
    </>
  );
}
