import { Form } from '@remix-run/react';
import { useId } from 'react';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { inputLook } from '../ui/Field.tsx';
import { useWords } from '../ui/words.ts';
import type { DigestChannel, DigestData, DigestProblem } from './props.ts';

/** The choice of a channel. Channels in which the bot cannot write are named, with what is missing. */
export function ChannelForm({
  channels,
  settings,
  problem,
}: {
  channels: readonly DigestChannel[];
  settings: DigestData['settings'];
  problem: DigestProblem | null;
}) {
  const { t } = useWords();
  const id = useId();
  const closed = channels.filter(({ missing }) => missing.length > 0);
  const rights = (missing: DigestChannel['missing']) => missing.map((right) => t(`digest:right.${right}`)).join(', ');
  const error =
    problem === null
      ? null
      : problem.missing === null
        ? t('digest:form.gone')
        : t('digest:form.lacks', { rights: rights(problem.missing) });
  return (
    <section aria-labelledby={`${id}-title`} className="space-y-4 border-t border-line pt-6">
      <h2 id={`${id}-title`} className="text-16 font-semibold">
        {t('digest:form.title')}
      </h2>
      <p className="measure text-ink-soft">{t('digest:form.before')}</p>
      <Form method="post" className="max-w-md space-y-4">
        <input type="hidden" name="intent" value="choose" />
        <div>
          <label htmlFor={id} className="mb-1 block font-medium">
            {t('digest:form.channel')}
          </label>
          {error ? (
            <p id={`${id}-error`} role="alert" className="mb-1 font-medium text-bad">
              {error}
            </p>
          ) : null}
          <select
            id={id}
            name="channelId"
            required
            defaultValue={problem?.channelId || settings?.channelId || ''}
            className={classes(inputLook)}
            {...(error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {})}
          >
            <option value="">{t('digest:form.none')}</option>
            {channels.map((channel) => (
              <option key={channel.id} value={channel.id} disabled={channel.missing.length > 0}>
                {channel.missing.length > 0
                  ? t('digest:form.closed', { channel: channel.name, rights: rights(channel.missing) })
                  : t('digest:form.open', { channel: channel.name })}
              </option>
            ))}
          </select>
          <p className="mt-1 text-12 text-ink-faint">{t('digest:form.help')}</p>
        </div>
        <Button kind="primary">{t('digest:form.button')}</Button>
      </Form>
      {closed.length > 0 ? <p className="measure text-ink-soft">{t('digest:form.how')}</p> : null}
    </section>
  );
}
