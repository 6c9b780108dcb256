import { Form } from '@remix-run/react';
import { staffRoles } from '#core/accounts/rules/staff.ts';
import type { StaffRow } from '#core/accounts/schema.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { StaffProblem } from './props.ts';

/** Who is staff, and the forms to give and to take a role. */
export function Members({ members, problem }: { members: readonly StaffRow[]; problem: StaffProblem | null }) {
  const { t } = useWords();
  const title = t('staff:members.title');
  return (
    <Section id="members" title={title} body={t('staff:members.body')}>
      <Table
        caption={title}
        head={
          <>
            <Th>{t('staff:members.account')}</Th>
            <Th>{t('staff:members.role')}</Th>
            <Th>{t('staff:members.given')}</Th>
            <Th>
              <span className="sr-only">{t('staff:members.take')}</span>
            </Th>
          </>
        }
      >
        {members.map((member) => (
          <Row key={`${member.accountId} ${member.role}`} member={member} />
        ))}
      </Table>
      <h3 className="mt-6 font-semibold">{t('staff:members.giveTitle')}</h3>
      <GiveRole problem={problem?.intent === 'give-role' ? problem : null} />
    </Section>
  );
}

function Row({ member: { accountId, username, role, given } }: { member: StaffRow }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <Tr>
      <Td className="min-w-40">
        {username === null ? null : <bdi className="block font-medium">{username}</bdi>}
        <code className="font-sans text-ink-soft tabular-nums">{accountId}</code>
      </Td>
      <Td>{t(`staff:role.${role}`)}</Td>
      <Td className="min-w-40 text-ink-soft">
        {given
          ? t('staff:members.by', { time: format.moment(given.at.getTime(), 'UTC'), id: given.by ?? '–' })
          : t('staff:members.bySettings')}
      </Td>
      <Td>{given ? <TakeRole accountId={accountId} username={username} role={role} /> : null}</Td>
    </Tr>
  );
}

function TakeRole({ accountId, username, role }: Pick<StaffRow, 'accountId' | 'username' | 'role'>) {
  const { t } = useWords();
  const label = t('staff:members.takeOf', { role: t(`staff:role.${role}`), account: username ?? accountId });
  return (
    <details>
      <summary aria-label={label} className="inline-block rounded-sm font-medium underline underline-offset-4">
        {t('staff:members.take')}
      </summary>
      <Form method="post" className="mt-3 w-72 space-y-3 whitespace-normal">
        <p className="text-ink-soft">{t('staff:members.takeBody')}</p>
        <input type="hidden" name="intent" value="take-role" />
        <input type="hidden" name="accountId" value={accountId} />
        <input type="hidden" name="role" value={role} />
        <Field
          name="reason"
          label={t('staff:members.reason')}
          help={t('staff:members.reasonHelp')}
          required
          minLength={3}
          maxLength={500}
        />
        <Button kind="danger">{t('staff:members.take')}</Button>
      </Form>
    </details>
  );
}

function GiveRole({ problem }: { problem: StaffProblem | null }) {
  const { t } = useWords();
  return (
    <Form method="post" className="mt-2 max-w-md space-y-4">
      <input type="hidden" name="intent" value="give-role" />
      <Field
        name="accountId"
        label={t('staff:members.accountId')}
        help={t('staff:members.accountIdHelp')}
        inputMode="numeric"
        autoComplete="off"
        required
        defaultValue={problem?.values.accountId}
        error={problem?.fields.accountId}
      />
      <RadioField
        name="role"
        label={t('staff:members.role')}
        options={staffRoles.map((role) => ({
          value: role,
          label: t(`staff:role.${role}`),
          help: t(`staff:members.may.${role}`),
        }))}
        defaultValue={problem?.values.role}
      />
      <Field
        name="reason"
        label={t('staff:members.reason')}
        help={t('staff:members.reasonHelp')}
        required
        minLength={3}
        maxLength={500}
        defaultValue={problem?.values.reason}
        error={problem?.fields.reason}
      />
      <p className="text-ink-soft">{t('staff:members.giveBody')}</p>
      <Button>{t('staff:members.give')}</Button>
    </Form>
  );
}
