import { dollarsOf } from '#core/ai/rules/money.ts';
import type { OwnCall } from '#core/ai/rules/views.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { useFeatureName } from './use-feature-name.ts';

const columns = ['when', 'use', 'server', 'answered', 'sent', 'tokens', 'cost', 'outcome', 'review'] as const;

/** Calls that were made for a person. */
export function OwnCallTable({ calls, names }: { calls: readonly OwnCall[]; names: Readonly<Record<string, string>> }) {
  const { t } = useWords();
  return (
    <Table
      caption={t('ai:own.log')}
      head={columns.map((column) => (
        <Th key={column} number={column === 'tokens' || column === 'cost'}>
          {t(`ai:own.${column}`)}
        </Th>
      ))}
    >
      {calls.map((call) => (
        <CallRow key={call.id} call={call} names={names} />
      ))}
    </Table>
  );
}

function CallRow({ call, names }: { call: OwnCall; names: Readonly<Record<string, string>> }) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  const { at, guildId, vendor, model, fields, redacted, tokensIn, tokensOut, costNanos, outcome, review } = call;
  return (
    <Tr>
      <Td className="min-w-32">{format.moment(at.getTime(), 'UTC')}</Td>
      <Td className="min-w-24">{nameOf(call.feature)}</Td>
      <Td className="min-w-24">{guildId === null ? null : <bdi>{names[guildId] ?? guildId}</bdi>}</Td>
      <Td className="min-w-32">
        {vendor === null ? null : <bdi className="block">{vendor}</bdi>}
        <bdi className="block text-12 break-all text-ink-soft">{model}</bdi>
      </Td>
      <Td className="min-w-48">
        {fields.map((field) => t(`ai:field.${field}`)).join('; ')}
        <span className="block text-12 text-ink-soft">{t('ai:own.masked', { count: redacted })}</span>
      </Td>
      <Td number>
        {tokensIn === null || tokensOut === null
          ? null
          : t('ai:register.tokensOf', { in: format.count(tokensIn), out: format.count(tokensOut) })}
      </Td>
      <Td number>{costNanos === null ? null : format.dollars(dollarsOf(costNanos))}</Td>
      <Td className="min-w-24">{t(`ai:outcome.${outcome}`)}</Td>
      <Td className="min-w-24">{review === null ? t('ai:own.reviewNot') : t(`ai:verdict.${review}`)}</Td>
    </Tr>
  );
}
