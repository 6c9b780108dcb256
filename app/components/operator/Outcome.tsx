import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';
import type { OperatorForms, OperatorIntent } from './props.ts';

/** What became of a form that was sent: done, or what to look at again. Stands above the forms it speaks of. */
export function Outcome({ done, problem, of }: OperatorForms & { of: readonly OperatorIntent[] }) {
  const { t } = useWords();
  if (problem && of.includes(problem.intent))
    return (
      <Notice tone="bad" title={problem.message ?? t('ui:form.problems')} announce>
        {Object.keys(problem.fields).length > 0 ? (
          <ul className="list-disc ps-5">
            {Object.entries(problem.fields).map(([field, words]) => (
              <li key={field}>{words}</li>
            ))}
          </ul>
        ) : null}
      </Notice>
    );
  if (!done || !of.includes(done.kind)) return null;
  const words = {
    grant: t('operator:grants.given', { guild: done.id }),
    revoke: t('operator:grants.revoked', { guild: done.id }),
    suspend: t('operator:accounts.suspended', { account: done.id }),
    restore: t('operator:accounts.lifted', { account: done.id }),
  };
  return <Notice tone="good" title={words[done.kind]} announce />;
}
