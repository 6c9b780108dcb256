import { Link } from '@remix-run/react';
import { useId } from 'react';
import type { Fact, Source } from '#core/assistant/schema.ts';
import type { Format } from '../ui/format.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { type Say, useFormat, useWords } from '../ui/words.ts';

const DAY_MS = 86_400_000;

/** Element of a source, which marks in an answer lead to. */
export const sourceId = (turnId: string, number: number) => `source-${turnId}-${number}`;

/** What an answer rests on: each read with its span of time, its facts, and where the same can be looked at. */
export function Sources({ turnId, sources }: { turnId: string; sources: readonly Source[] }) {
  const { t } = useWords();
  const format = useFormat();
  const id = useId();
  return (
    <section aria-labelledby={id} className="text-12">
      <h3 id={id} className="font-medium text-ink-soft">
        {t('assistant:page.sources.title', { count: sources.length })}
      </h3>
      <ol className="mt-1 space-y-1">
        {sources.map((source) => (
          <li
            key={source.number}
            id={sourceId(turnId, source.number)}
            className="scroll-mt-6 rounded-sm target:bg-accent-soft"
          >
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="text-ink-faint tabular-nums">[{source.number}]</span>
              <Link to={source.path} className="link inline-flex min-h-6 items-center">
                {t(`assistant:tool.${source.tool}`)}
              </Link>
              {source.range ? (
                <span className="text-ink-soft">{format.days(dayOf(source.range.from), dayOf(source.range.to))}</span>
              ) : null}
            </p>
            {source.facts.length > 0 ? (
              <details className="ps-6">
                <summary className="min-h-6 text-ink-soft underline decoration-dotted">
                  {t('assistant:page.sources.facts', { count: source.facts.length })}
                </summary>
                <Table
                  caption={t(`assistant:tool.${source.tool}`)}
                  head={
                    <>
                      <Th className="text-start">{t('assistant:page.sources.fact')}</Th>
                      <Th number>{t('assistant:page.sources.value')}</Th>
                    </>
                  }
                >
                  {source.facts.map((fact, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a source is written once, and its facts have no other name.
                    <Tr key={at}>
                      <Td>
                        {t(`assistant:fact.${fact.name}`)}
                        {fact.of === null ? null : (
                          <>
                            {' · '}
                            <bdi>{fact.of}</bdi>
                          </>
                        )}
                      </Td>
                      <Td number className="max-w-80 whitespace-normal! break-words">
                        <bdi>{factValue(fact, t, format)}</bdi>
                      </Td>
                    </Tr>
                  ))}
                </Table>
              </details>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

const dayOf = (date: string) => Date.parse(date) / DAY_MS;

function factValue({ name, value, missing }: Fact, t: Say, format: Format): string {
  if (value === null) return t(`assistant:missing.${missing ?? 'unknown'}`);
  if (typeof value === 'string') return value;
  if (name.endsWith('Percent')) return format.measured(value, 'percent');
  if (name.endsWith('Hours')) return format.measured(value, 'hour');
  return name.endsWith('Minutes') ? format.measured(value, 'minute') : format.count(value);
}
