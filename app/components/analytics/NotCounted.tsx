import { useState } from 'react';
import { paths } from '../paths.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useWords } from '../ui/words.ts';
import { ExampleHours } from './ExampleHours.tsx';
import type { OverviewData } from './props.ts';

/** A guild that is not counted: what that means, what would be counted, and the next step. */
export function NotCounted({ data, staff }: { data: Pick<OverviewData, 'premium' | 'guild'>; staff: boolean }) {
  const { t } = useWords();
  if (data.premium)
    return (
      <EmptyState title={t('analytics:starting.soonTitle')} example={<Example />}>
        <p>{t('analytics:starting.soonBody')}</p>
        <p>{t('analytics:starting.try')}</p>
      </EmptyState>
    );
  return (
    <EmptyState title={t('analytics:notPremium.title')} example={<Example />}>
      <p>{t('analytics:notPremium.lead')}</p>
      <h3 className="pt-3 font-semibold text-ink">{t('analytics:notPremium.whatTitle')}</h3>
      <p>{t('analytics:notPremium.what')}</p>
      <h3 className="pt-3 font-semibold text-ink">{t('analytics:notPremium.howTitle')}</h3>
      <p>{staff ? t('analytics:notPremium.howStaff') : t('analytics:notPremium.how')}</p>
      {staff ? null : (
        <p className="pt-1">
          <ButtonLink to={paths.premium(data.guild.id)} kind="primary">
            {t('analytics:notPremium.open')}
          </ButtonLink>
        </p>
      )}
      <p className="flex flex-wrap items-center gap-3 pt-1">
        <span>{t('analytics:notPremium.id')}</span>
        <code className="rounded-sm bg-sunken px-2 py-1 font-sans text-ink tabular-nums select-all">
          {data.guild.id}
        </code>
        {staff ? (
          <ButtonLink to={`${paths.operator}?guild=${data.guild.id}#premium`} kind="primary">
            {t('analytics:notPremium.grant')}
          </ButtonLink>
        ) : (
          <CopyButton text={data.guild.id} />
        )}
      </p>
    </EmptyState>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      type="button"
      className="hidden js:inline-flex"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? t('analytics:notPremium.copied') : t('analytics:notPremium.copy')}</span>
    </Button>
  );
}

function Example() {
  const { t } = useWords();
  return (
    <div className="max-w-3xl">
      <p className="mb-4 text-12 text-ink-faint">{t('analytics:notPremium.example')}</p>
      <ExampleHours />
    </div>
  );
}
