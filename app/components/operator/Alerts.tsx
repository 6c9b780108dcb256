import { type AlertKind, alertKinds } from '#core/gateway/rules.ts';
import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { OperatorAlert } from './props.ts';

function isKnown(kind: string): kind is AlertKind {
  return alertKinds.some((known) => known === kind);
}

/** What has to be looked at now. */
export function Alerts({ alerts }: { alerts: readonly OperatorAlert[] }) {
  const { t } = useWords();
  const format = useFormat();
  if (alerts.length === 0) return null;
  return (
    <section aria-label={t('operator:alerts.title')} className="space-y-2">
      {alerts.map((alert) => (
        <Notice
          key={alert.id}
          tone="bad"
          title={t(`operator:alerts.kind.${isKnown(alert.kind) ? alert.kind : 'other'}`)}
        >
          <p>
            <span className="font-medium text-ink">{alert.scope}</span>
            {': '}
            {alert.detail}
            {' · '}
            {t('operator:alerts.since', { time: format.moment(alert.openedAt.getTime(), 'UTC') })}
          </p>
        </Notice>
      ))}
    </section>
  );
}
