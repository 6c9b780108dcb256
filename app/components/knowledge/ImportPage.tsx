import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import type { ImportOutcome, ImportPreview } from './import-props.ts';
import { KnowledgeHead } from './KnowledgeHead.tsx';
import type { KnowledgeGuild } from './props.ts';

/** Channels and roles, or a file: what would change is shown before it does. */
export function ImportPage({ guild, outcome }: KnowledgeGuild & { outcome: ImportOutcome | null }) {
  const { t } = useWords();
  const wrong = useWrong(outcome);
  const preview = outcome && 'preview' in outcome ? outcome.preview : null;
  return (
    <>
      <KnowledgeHead guildId={guild.id} title={t('knowledge:import.title')} />
      <div className="space-y-8">
        {wrong ? (
          <Notice tone="bad" announce title={t('knowledge:import.problem')}>
            <p>{wrong}</p>
          </Notice>
        ) : null}
        {preview ? <Preview preview={preview} /> : null}
        <Section id="structure" title={t('knowledge:import.structure')} body={t('knowledge:import.structureBody')}>
          <Form method="post" encType="multipart/form-data">
            <input type="hidden" name="intent" value="preview" />
            <input type="hidden" name="source" value="structure" />
            <Button>{t('knowledge:import.preview')}</Button>
          </Form>
        </Section>
        <Section id="file" title={t('knowledge:import.file')} body={t('knowledge:import.fileBody')}>
          <Form method="post" encType="multipart/form-data" className="max-w-md space-y-4">
            <input type="hidden" name="intent" value="preview" />
            <input type="hidden" name="source" value="file" />
            <Field
              type="file"
              name="file"
              label={t('knowledge:import.fileLabel')}
              accept=".csv,.json,text/csv,application/json"
              required
              error={outcome && 'wrong' in outcome ? (wrong ?? undefined) : undefined}
            />
            <Button>{t('knowledge:import.preview')}</Button>
          </Form>
        </Section>
      </div>
    </>
  );
}

function Preview({ preview }: { preview: ImportPreview }) {
  const { t } = useWords();
  const { added, changed, same, unrelated, source, text } = preview;
  const changes = added.count + changed.count > 0;
  return (
    <section aria-labelledby="preview" className="rounded-md bg-sunken px-4 py-4">
      <h2 id="preview" className="text-16 font-semibold">
        {t('knowledge:import.previewTitle')}
      </h2>
      <div role="status">
        {changes ? null : <p>{t('knowledge:import.nothing')}</p>}
        {(['added', 'changed'] as const).map((key) =>
          preview[key].count === 0 ? null : (
            <div key={key} className="mt-2">
              <p className="font-medium">{t(`knowledge:import.${key}`, { count: preview[key].count })}</p>
              <ul className="list-disc ps-5 text-ink-soft">
                {preview[key].first.map((one, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: titles may repeat, and the list does not change.
                  <li key={at} className="break-words">
                    {t(`knowledge:kind.${one.kind}`)}: <bdi>{one.title}</bdi>
                  </li>
                ))}
                {preview[key].count > preview[key].first.length ? (
                  <li>{t('knowledge:import.more', { count: preview[key].count - preview[key].first.length })}</li>
                ) : null}
              </ul>
            </div>
          ),
        )}
        {same > 0 ? <p className="mt-2 text-ink-soft">{t('knowledge:import.same', { count: same })}</p> : null}
        {unrelated > 0 ? (
          <p className="mt-2 text-ink-soft">{t('knowledge:import.unrelated', { count: unrelated })}</p>
        ) : null}
      </div>
      {changes ? (
        <Form method="post" encType="multipart/form-data" className="mt-4">
          <input type="hidden" name="intent" value="apply" />
          <input type="hidden" name="source" value={source} />
          {/* An input would lose the line breaks of a file. */}
          {text === null ? null : <textarea name="text" hidden readOnly value={text} />}
          <Button kind="primary">{t('knowledge:import.apply')}</Button>
        </Form>
      ) : null}
    </section>
  );
}

function useWrong(outcome: ImportOutcome | null): string | null {
  const { t } = useWords();
  if (outcome && 'refused' in outcome)
    return outcome.refused === 'structureGone'
      ? t('knowledge:import.structureGone')
      : t(`knowledge:conflict.${outcome.refused}`);
  if (!outcome || !('wrong' in outcome)) return null;
  const { at, field, why } = outcome.wrong;
  const words =
    why === 'form' || why === 'many' || why === 'twice' || why === 'none'
      ? t(`knowledge:import.wrong.${why}`)
      : t(`knowledge:wrong.${why}`);
  return at === null ? words : `${t('knowledge:import.at', { at, field })} ${words}`;
}
