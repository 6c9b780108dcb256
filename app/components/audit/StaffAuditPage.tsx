import { Form } from '@remix-run/react';
import { useId } from 'react';
import { type ActorKind, type AuditPage, actorKinds } from '#core/audit/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field, inputLook } from '../ui/Field.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { Events } from './Events.tsx';

export interface StaffAuditData {
  viewerId: string;
  page: AuditPage;
  before: string | null;
  filter: { actorKind: ActorKind | null; guildId: string | null; personId: string | null };
}

/** Every record of the instance, for its admins. */
export function StaffAuditPage({ viewerId, page, before, filter }: StaffAuditData) {
  const { t } = useWords();
  const title = t('accounts:audit.all.title');
  const query = new URLSearchParams({
    kind: filter.actorKind ?? '',
    guild: filter.guildId ?? '',
    person: filter.personId ?? '',
  });
  return (
    <>
      <PageHead title={title} lead={t('accounts:audit.all.lead')} />
      <FilterForm filter={filter} />
      <Events
        page={page}
        caption={title}
        none={t('accounts:audit.all.none')}
        viewerId={viewerId}
        olderAt={(id) => `${paths.staffAudit}?${query}&before=${id}`}
        newestAt={before === null ? null : `${paths.staffAudit}?${query}`}
      />
    </>
  );
}

function FilterForm({ filter }: Pick<StaffAuditData, 'filter'>) {
  const { t } = useWords();
  const id = useId();
  return (
    <Form method="get" aria-label={t('accounts:audit.filter.title')} className="mb-6 flex flex-wrap items-end gap-4">
      <div>
        <label htmlFor={id} className="mb-1 block font-medium">
          {t('accounts:audit.filter.kind')}
        </label>
        <select id={id} name="kind" defaultValue={filter.actorKind ?? ''} className={inputLook}>
          <option value="">{t('accounts:audit.filter.anybody')}</option>
          {actorKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`accounts:audit.actor.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      <Field
        name="guild"
        label={t('accounts:audit.filter.guildId')}
        inputMode="numeric"
        defaultValue={filter.guildId ?? ''}
      />
      <Field
        name="person"
        label={t('accounts:audit.filter.personId')}
        inputMode="numeric"
        defaultValue={filter.personId ?? ''}
      />
      <Button>{t('accounts:audit.filter.show')}</Button>
    </Form>
  );
}
