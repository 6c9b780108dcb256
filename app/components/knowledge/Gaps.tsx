import { Form } from '@remix-run/react';
import { GAP_DAYS } from '#core/knowledge/schema.ts';
import { paths } from '../paths.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import type { KnowledgeData } from './props.ts';

/** What was asked and found nowhere: each to be answered or put away. */
export function Gaps({ guild, gaps, mayWrite }: Pick<KnowledgeData, 'guild' | 'gaps' | 'mayWrite'>) {
  const { t } = useWords();
  if (gaps.length === 0) return null;
  return (
    <div className="mb-8">
      <Section id="gaps" title={t('knowledge:gaps.title')} body={t('knowledge:gaps.body', { count: GAP_DAYS })}>
        <ul className="divide-y divide-line">
          {gaps.map(({ id, title, asked, askedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium break-words">
                  <bdi>{title}</bdi>
                </p>
                <p className="text-12 text-ink-faint">
                  {t('knowledge:gaps.asked', { count: asked })} <Moment at={askedAt} />
                </p>
              </div>
              {mayWrite ? (
                <Form method="post" className="flex flex-wrap gap-2">
                  <input type="hidden" name="gapId" value={id} />
                  <ButtonLink to={paths.knowledgeNew(guild.id, id)}>
                    {t('knowledge:gaps.answer')}
                    <span className="sr-only">: {title}</span>
                  </ButtonLink>
                  <Button kind="quiet" name="intent" value="dismiss">
                    {t('knowledge:gaps.dismiss')}
                    <span className="sr-only">: {title}</span>
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
