import type { AccessRow } from '#core/accounts/schema.ts';
import type { AuditPage } from '#core/audit/schema.ts';
import type { StructureReadView } from '#core/guilds/schema.ts';
import { paths } from '../paths.ts';
import { AccessTable } from '../staff/AccessTable.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import { Events } from './Events.tsx';
import { StructureReads } from './StructureReads.tsx';

export interface GuildAuditData {
  guild: { id: string; name: string };
  viewerId: string;
  page: AuditPage;
  /** The last record of the page before this one. */
  before: string | null;
  /** By staff, to this guild. */
  accesses: readonly AccessRow[];
  reads: readonly StructureReadView[];
}

/** What was done in a guild, when staff looked at it, and what was asked of Discord about it. */
export function GuildAuditPage({ guild, viewerId, page, before, accesses, reads }: GuildAuditData) {
  const { t } = useWords();
  const title = t('accounts:audit.guild.title');
  const here = paths.guildAudit(guild.id);
  return (
    <>
      <PageHead title={title} lead={t('accounts:audit.guild.lead')} />
      <Events
        page={page}
        caption={title}
        none={t('accounts:audit.guild.none')}
        viewerId={viewerId}
        olderAt={(id) => `${here}?before=${id}`}
        newestAt={before === null ? null : here}
      />
      <div className="mt-10">
        <Section id="staff" title={t('accounts:audit.staff.title')} body={t('accounts:audit.staff.body')}>
          {accesses.length === 0 ? (
            <p className="text-ink-soft">{t('accounts:audit.staff.none')}</p>
          ) : (
            <AccessTable caption={t('accounts:audit.staff.title')} accesses={accesses} />
          )}
        </Section>
      </div>
      <div className="mt-10">
        <StructureReads reads={reads} />
      </div>
    </>
  );
}
