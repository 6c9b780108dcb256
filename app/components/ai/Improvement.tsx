import { Form } from '@remix-run/react';
import { CUT_OFF_DAYS, IMPROVEMENT, PEOPLE_FLOOR } from '#core/ai/rules/feedback.ts';
import { Button } from '../ui/Button.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';

/** Whether what a person makes of answers counts along where AI is made better. Who said no to every use is out of it, too. */
export function Improvement({ out }: { out: readonly (string | null)[] }) {
  const { t } = useWords();
  const byAll = out.includes(null);
  const isOut = byAll || out.includes(IMPROVEMENT);
  return (
    <Section id="improve" title={t('ai:own.improve.title')} body={t('ai:own.improve.body', { people: PEOPLE_FLOOR })}>
      <p className="measure mb-3 text-ink-soft">{t('ai:own.improve.cutOff', { days: CUT_OFF_DAYS })}</p>
      <div className="flex max-w-2xl flex-wrap items-center justify-between gap-x-6 gap-y-2 border-y border-line py-3">
        <p>{t(isOut ? 'ai:own.improve.isOut' : 'ai:own.improve.isIn')}</p>
        {byAll ? null : (
          <Form method="post">
            <input type="hidden" name="feature" value={IMPROVEMENT} />
            <Button name="intent" value={isOut ? 'allow' : 'say-no'}>
              {t(isOut ? 'ai:own.improve.allow' : 'ai:own.improve.sayNo')}
            </Button>
          </Form>
        )}
      </div>
    </Section>
  );
}
