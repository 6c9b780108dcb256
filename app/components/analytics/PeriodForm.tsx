import { Form, Link, useSubmit } from '@remix-run/react';
import { dateOfDay, offeredDays } from '#core/analytics/rules/period.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { inputLook } from '../ui/Field.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useWords } from '../ui/words.ts';
import { allChannelsHref, periodQuery } from './period-query.ts';
import type { ChannelChoice, PeriodData, PeriodPageKey } from './props.ts';

/** Chooses the days, and the channel where the page can be filtered. Links and a form: nothing needs JavaScript. */
export function PeriodForm({
  data,
  page,
  choice = { groups: [], more: 0 },
}: {
  data: PeriodData;
  page: PeriodPageKey;
  choice?: ChannelChoice | undefined;
}) {
  const { t } = useWords();
  const here = (query: string) => `${paths.period(data.guild.id, page)}?${query}`;
  const look = 'inline-flex min-h-9 items-center rounded-md px-3';
  return (
    <div className="mb-8 flex flex-wrap items-center gap-x-6 gap-y-3 border-y border-line py-2">
      <nav aria-label={t('analytics:period.choose')} className="-mx-3 flex flex-wrap items-center gap-1">
        {offeredDays.map((days) => (
          <Link
            key={days}
            to={here(periodQuery(data, { days }))}
            preventScrollReset
            {...(days === data.days ? { 'aria-current': 'true' } : {})}
            className={classes(
              look,
              days === data.days ? 'bg-sunken font-semibold text-ink' : 'text-ink-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {t(`analytics:period.length.${days}`)}
          </Link>
        ))}
        <Popover
          button={t('analytics:period.dates')}
          buttonClassName={classes(
            look,
            data.days === null ? 'bg-sunken font-semibold text-ink' : 'text-ink-soft hover:bg-sunken hover:text-ink',
          )}
          panelClassName="p-4"
        >
          <Dates data={data} action={paths.period(data.guild.id, page)} />
        </Popover>
      </nav>
      {choice.groups.length > 0 || data.channel ? <ChannelForm data={data} page={page} choice={choice} /> : null}
    </div>
  );
}

function Dates({ data, action }: { data: PeriodData; action: string }) {
  const { t } = useWords();
  const yesterday = dateOfDay(data.today - 1);
  return (
    <Form method="get" action={action} preventScrollReset className="flex w-64 flex-col gap-3">
      {data.channel ? <input type="hidden" name="channel" value={data.channel.id} /> : null}
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="block">
          <span className="mb-1 block font-medium">{t(`analytics:period.${end}`)}</span>
          <input
            type="date"
            name={end}
            required
            max={yesterday}
            defaultValue={dateOfDay(end === 'from' ? data.period.fromDay : data.period.toDay)}
            className={inputLook}
          />
        </label>
      ))}
      <Button>{t('analytics:period.show')}</Button>
    </Form>
  );
}

function ChannelForm({ data, page, choice }: { data: PeriodData; page: PeriodPageKey; choice: ChannelChoice }) {
  const { t } = useWords();
  const submit = useSubmit();
  const { groups, more } = choice;
  const hidden = [...new URLSearchParams(periodQuery(data, { channel: null }))];
  const known = groups.some(
    ({ category, channels }) => category?.id === data.channel?.id || channels.some(({ id }) => id === data.channel?.id),
  );
  return (
    <Form
      method="get"
      action={paths.period(data.guild.id, page)}
      preventScrollReset
      className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1"
      onChange={(event) => submit(event.currentTarget, { preventScrollReset: true })}
    >
      {hidden.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="flex min-w-0 items-center gap-2">
        <span className="text-ink-soft">{t('analytics:period.channel')}</span>
        <select
          key={data.channel?.id ?? ''}
          name="channel"
          defaultValue={data.channel?.id ?? ''}
          className={classes(inputLook, 'max-w-56 truncate')}
        >
          <option value="">{t('analytics:period.allChannels')}</option>
          {data.channel && !known ? <option value={data.channel.id}>{data.channel.name}</option> : null}
          {groups.map(({ category, channels }) =>
            category ? (
              <optgroup key={category.id} label={category.name}>
                <option value={category.id}>{t('analytics:period.allOf', { name: category.name })}</option>
                {channels.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ) : (
              channels.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))
            ),
          )}
        </select>
      </label>
      <Button className="js:hidden">{t('analytics:period.show')}</Button>
      {more > 0 ? (
        <Link
          to={allChannelsHref(data, page, { channel: null })}
          className="rounded-sm whitespace-nowrap text-ink-soft underline underline-offset-4 hover:text-ink"
        >
          {t('analytics:period.otherChannels', { count: more })}
        </Link>
      ) : null}
    </Form>
  );
}
