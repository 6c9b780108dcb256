import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { DigestData } from './props.ts';

/** Whether the digest is sent, where, and what became of the last one. */
export function DigestNow({ guild, settings, last, channels }: DigestData) {
  const { t } = useWords();
  const format = useFormat();
  const name = channels?.find(({ id }) => id === settings?.channelId)?.name ?? settings?.channelId ?? '';
  const state = settings === null ? 'off' : settings.stopped ? 'stopped' : 'on';
  return (
    <section aria-labelledby="now" className="space-y-4 border-t border-line pt-6">
      <h2 id="now" className="text-16 font-semibold">
        {t(`digest:state.${state}`)}
      </h2>
      {settings?.stopped ? (
        <Notice tone="caution" title={t(`digest:stopped.${settings.stopped.reason}.title`)}>
          <p>{t(`digest:stopped.${settings.stopped.reason}.body`, { channel: name })}</p>
          <p>{t('digest:stopped.since', { date: format.date(settings.stopped.at.getTime(), guild.timeZone) })}</p>
        </Notice>
      ) : null}
      {state === 'on' ? (
        <p className="measure text-ink-soft">{t('digest:on', { channel: name, zone: guild.timeZone })}</p>
      ) : null}
      {state === 'off' ? <p className="measure text-ink-soft">{t('digest:off')}</p> : null}
      {last ? (
        <p className="measure text-ink-soft">
          {last.sentAt
            ? t('digest:last.sent', { days: format.days(last.week, last.week + 6) })
            : t('digest:last.unknown', { days: format.days(last.week, last.week + 6) })}
        </p>
      ) : null}
      {settings ? (
        <Form method="post">
          <Button name="intent" value="turn-off">
            {t('digest:turnOff')}
          </Button>
        </Form>
      ) : null}
    </section>
  );
}
