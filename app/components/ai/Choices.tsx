import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import { useFeatureName } from './use-feature-name.ts';

/** For every use, and for all of them, whether somebody said no; with the button that says so. */
export function Choices({
  offered,
  out,
  words,
}: {
  offered: readonly string[];
  /** Null stands for every use. */
  out: readonly (string | null)[];
  words: { body: string; isOut: string; isOutByAll: string };
}) {
  const { t } = useWords();
  const nameOf = useFeatureName();
  const byAll = out.includes(null);
  const lines = [
    { feature: null, name: t('ai:own.all') },
    ...(byAll ? [] : offered.map((feature) => ({ feature, name: nameOf(feature) }))),
  ];
  return (
    <Section id="choice" title={t('ai:own.choice')} body={words.body}>
      <ul className="max-w-2xl border-t border-line">
        {lines.map(({ feature, name }) => {
          const isOut = out.includes(feature);
          return (
            <li
              key={name}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3"
            >
              <div className="min-w-0">
                <p className="font-medium">{name}</p>
                <p className="text-ink-soft">
                  {isOut ? (feature === null ? words.isOutByAll : words.isOut) : t('ai:own.isIn')}
                </p>
              </div>
              <Form method="post">
                <input type="hidden" name="feature" value={feature ?? ''} />
                <Button
                  name="intent"
                  value={isOut ? 'allow' : 'say-no'}
                  aria-label={t(isOut ? 'ai:own.allowTo' : 'ai:own.sayNoTo', { name })}
                >
                  {t(isOut ? 'ai:own.allow' : 'ai:own.sayNo')}
                </Button>
              </Form>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
