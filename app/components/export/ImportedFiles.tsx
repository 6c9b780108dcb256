import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { ImportedFile } from './insights-props.ts';

/** Which files lie beside the counts, and the way to be rid of them. */
export function ImportedFiles({ files }: { files: readonly ImportedFile[] }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('export:insights.files.title');
  return (
    <section aria-labelledby="files" className="space-y-3 border-t border-line pt-6">
      <h2 id="files" className="text-16 font-semibold">
        {title}
      </h2>
      {files.length === 0 ? (
        <p className="text-ink-soft">{t('export:insights.files.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('export:insights.files.kind')}</Th>
              <Th>{t('export:insights.files.interval')}</Th>
              <Th>{t('export:insights.files.range')}</Th>
              <Th>{t('export:insights.files.at')}</Th>
              <Th>
                <span className="sr-only">{t('export:insights.files.delete')}</span>
              </Th>
            </>
          }
        >
          {files.map((file) => (
            <Tr key={`${file.kind} ${file.interval}`}>
              <Td className="min-w-40">
                <p className="font-medium">{t(`export:insights.kind.${file.kind}`)}</p>
                {file.compared ? null : <p className="text-12 text-ink-faint">{t('export:insights.files.alone')}</p>}
              </Td>
              <Td>{t(`export:insights.interval.${file.interval}`)}</Td>
              <Td className="whitespace-nowrap">
                {t('export:insights.compare.span', {
                  from: format.date(Date.parse(file.from), 'UTC'),
                  to: format.date(Date.parse(file.to), 'UTC'),
                })}
              </Td>
              <Td className="whitespace-nowrap">
                <time dateTime={file.importedAt.toISOString()}>{format.date(file.importedAt.getTime(), 'UTC')}</time>
              </Td>
              <Td>
                <DeleteForm file={file} />
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/** Folded behind its verb: what will happen stands before the button. */
function DeleteForm({ file: { kind, interval } }: { file: ImportedFile }) {
  const { t } = useWords();
  return (
    <details>
      <summary
        aria-label={t('export:insights.files.deleteOf', {
          kind: t(`export:insights.kind.${kind}`),
          interval: t(`export:insights.interval.${interval}`),
        })}
        className="inline-block rounded-sm font-medium underline underline-offset-4"
      >
        {t('export:insights.files.delete')}
      </summary>
      <Form method="post" preventScrollReset className="mt-3 w-64 space-y-3 whitespace-normal">
        <p className="text-ink-soft">{t('export:insights.files.deleteBody')}</p>
        <input type="hidden" name="intent" value="delete" />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="interval" value={interval} />
        <Button kind="danger">{t('export:insights.files.delete')}</Button>
      </Form>
    </details>
  );
}
