import { Form } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { AgeQuestion } from './AgeQuestion.tsx';
import { NoticeText } from './NoticeText.tsx';
import type { WelcomeData, WelcomeProblem } from './props.ts';

/** What is told and asked before anything about a person is kept; once more where what is told has changed. */
export function WelcomePage({
  name,
  isNew,
  purposes,
  returnTo,
  problem,
}: WelcomeData & { problem: WelcomeProblem | null }) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('welcome:title')} reading lead={t(isNew ? 'welcome:intro' : 'welcome:again', { name })} />
      {problem ? (
        <div className="max-w-2xl">
          <Notice tone="bad" title={t('welcome:problem.title')} announce>
            {problem.country ? <p>{t('welcome:problem.country')}</p> : null}
            {problem.oldEnough ? <p>{t('welcome:problem.oldEnough')}</p> : null}
          </Notice>
        </div>
      ) : null}
      <NoticeText />
      <Form method="post" id="welcome" noValidate>
        {returnTo ? <input type="hidden" name="redirectTo" value={returnTo} /> : null}
        <AgeQuestion problem={problem} />
        {purposes.length > 0 ? <OptionalConsents purposes={purposes} /> : null}
        <p className="measure mt-10 border-t border-line pt-6 text-ink-soft">
          {t(isNew ? 'welcome:effect' : 'welcome:effectAgain')}
        </p>
      </Form>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button kind="primary" large form="welcome">
          {t('welcome:goOn')}
        </Button>
        <form method="post" action={paths.signOut}>
          <Button large>{t(isNew ? 'welcome:cancel' : 'common:signOut')}</Button>
        </form>
      </div>
    </>
  );
}

function OptionalConsents({ purposes }: Pick<WelcomeData, 'purposes'>) {
  const { t } = useWords();
  return (
    <section aria-labelledby="optional" className="mt-10 border-t border-line pt-6">
      <h2 id="optional" className="text-20 font-semibold">
        {t('welcome:consents.title')}
      </h2>
      <p className="measure mt-2 text-16 text-ink-soft">{t('welcome:consents.body')}</p>
      {purposes.map((purpose) => (
        <label key={purpose} className="mt-4 flex gap-2.5">
          <input type="checkbox" name={purpose} value="yes" className="mt-1 size-4 shrink-0" />
          <span className="measure min-w-0">
            <span className="font-medium">{t(`consent:purpose.${purpose}.title`)}</span>
            <span className="block text-ink-soft">{t(`consent:purpose.${purpose}.body`)}</span>
          </span>
        </label>
      ))}
    </section>
  );
}
