import { Link } from '@remix-run/react';
import { useState } from 'react';
import { paths } from '../paths.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { inputLook } from '../ui/Field.tsx';
import { GuildIcon } from '../ui/GuildIcon.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { matchGuilds } from './match-guilds.ts';
import type { PickerGuild } from './props.ts';

/** The guilds a person may manage. The search is a form that works as it is, and filters at once with JavaScript. */
export function GuildPickerPage({ guilds, query }: { guilds: readonly PickerGuild[]; query: string }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(query);
  const found = matchGuilds(guilds, typed);
  const withBot = found.filter((guild) => guild.inviteUrl === null);
  const without = found.filter((guild) => guild.inviteUrl !== null);
  return (
    <>
      <PageHead title={t('guilds:picker.title')} lead={t('guilds:picker.body')} />
      {guilds.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: React 18 does not know the element search.
        <form role="search" action={paths.guilds} method="get" className="mb-8 flex max-w-xl items-center gap-2">
          <label htmlFor="q" className="sr-only">
            {t('guilds:picker.search')}
          </label>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={query}
            placeholder={t('guilds:picker.search')}
            autoComplete="off"
            spellCheck={false}
            className={inputLook}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button>{t('guilds:picker.searchButton')}</Button>
          <p role="status" className="shrink-0 text-12 text-ink-faint tabular-nums max-sm:sr-only">
            {t('guilds:picker.count', { count: found.length })}
          </p>
        </form>
      ) : null}
      {guilds.length === 0 ? (
        <EmptyState title={t('guilds:picker.none')}>
          <p>{t('guilds:picker.noneBody')}</p>
          <p>{t('guilds:picker.noneNote')}</p>
        </EmptyState>
      ) : found.length === 0 ? (
        <EmptyState
          title={t('guilds:picker.noMatch', { query: typed })}
          action={<ButtonLink to={paths.guilds}>{t('guilds:picker.clear')}</ButtonLink>}
        >
          <p>{t('guilds:picker.noMatchBody')}</p>
        </EmptyState>
      ) : (
        <div className="space-y-10">
          {withBot.length > 0 ? (
            <Group title={t('guilds:picker.withBot')} guilds={withBot} />
          ) : typed === '' ? (
            <EmptyState title={t('guilds:picker.noBot')}>
              <p>{t('guilds:picker.noBotBody')}</p>
            </EmptyState>
          ) : null}
          {without.length > 0 ? <Group title={t('guilds:picker.withoutBot')} guilds={without} /> : null}
        </div>
      )}
      {guilds.length >= 200 ? <p className="mt-6 text-12 text-ink-faint">{t('guilds:picker.limit')}</p> : null}
    </>
  );
}

function Group({ title, guilds }: { title: string; guilds: readonly PickerGuild[] }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1 text-12 font-medium text-ink-faint">{title}</h2>
      <ul className="border-t border-line">
        {guilds.map((guild) => (
          <GuildRow key={guild.id} guild={guild} />
        ))}
      </ul>
    </section>
  );
}

function GuildRow({ guild }: { guild: PickerGuild }) {
  const { t } = useWords();
  const words = (
    <>
      <GuildIcon name={guild.name} large />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-16 font-medium">
          <bdi>{guild.name}</bdi>
        </span>
        <span className="block text-12 text-ink-faint">
          {t(`guilds:right.${guild.right}`)}
          {guild.inviteUrl === null && !guild.premium ? ` · ${t('guilds:picker.notCounted')}` : null}
        </span>
      </span>
    </>
  );
  const premium = guild.premium ? (
    <span className="shrink-0 rounded-full border border-edge px-2 text-12 font-medium text-ink-soft">
      {t('guilds:picker.premium')}
    </span>
  ) : null;
  if (guild.inviteUrl === null)
    return (
      <li className="border-b border-line">
        <Link
          to={paths.today(guild.id)}
          className="-mx-3 flex min-h-16 items-center gap-3 rounded-md px-3 py-2 hover:bg-sunken"
        >
          {words}
          {premium}
        </Link>
      </li>
    );
  return (
    <li className="flex min-h-16 items-center gap-3 border-b border-line py-2">
      {words}
      {premium}
      <a
        href={guild.inviteUrl}
        rel="noreferrer"
        aria-label={t('guilds:picker.inviteName', { name: guild.name })}
        className="inline-flex min-h-9 shrink-0 items-center rounded-md border border-edge bg-raised px-3 font-medium hover:bg-sunken"
      >
        {t('guilds:picker.invite')}
      </a>
    </li>
  );
}
