import { Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { inputLook } from '../ui/Field.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { HeldPartView, PartName } from './HeldPartView.tsx';
import { type HeldData, heldSubjects } from './held-props.ts';
import { askedRights } from './rights-props.ts';

/** Everything that is held about the person who looks: Article 15 GDPR as a page. */
export function MePage({ data }: { data: HeldData }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <>
      <PageHead title={t('privacy-centre:me.title')} reading lead={t('privacy-centre:me.lead')}>
        <p className="mt-3 text-ink-soft">
          {t('privacy-centre:me.about', data.person)}
          <span className="mx-2 text-ink-faint" aria-hidden="true">
            ·
          </span>
          {t('privacy-centre:me.asOf', { when: format.moment(data.asOfMs, 'UTC') })}
        </p>
      </PageHead>
      <Rights guildId={data.guild?.id ?? null} />
      <Held data={data} />
      <section aria-labelledby="law" className="mt-12 border-t border-line pt-6">
        <h2 id="law" className="text-20 font-semibold">
          {t('privacy-centre:me.law')}
        </h2>
        <p className="measure mt-2 text-ink-soft">{t('privacy-centre:me.lawBody')}</p>
        <p className="mt-3">
          <a href={paths.privacy} className="link">
            {t('privacy-centre:me.lawLink')}
          </a>
        </p>
      </section>
    </>
  );
}

/** Each right leads to its form. */
function Rights({ guildId }: { guildId: string | null }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="rights" className="mt-10 border-t border-line pt-6">
      <h2 id="rights" className="text-20 font-semibold">
        {t('privacy-centre:me.rights')}
      </h2>
      <ul className="mt-4 grid max-w-4xl gap-x-10 gap-y-4 sm:grid-cols-2">
        {askedRights.map((right) => (
          <li key={right}>
            <Link to={paths.right(right, guildId)} className="link text-16">
              {t(`privacy-centre:right.${right}.title`)}
            </Link>
            <p className="text-ink-soft">{t(`privacy-centre:right.note.${right}`)}</p>
          </li>
        ))}
        <li>
          <Link to={paths.requests} className="link text-16">
            {t('privacy-centre:me.requests')}
          </Link>
          <p className="text-ink-soft">{t('privacy-centre:me.requestsNote')}</p>
        </li>
      </ul>
    </section>
  );
}

function Held({ data }: { data: HeldData }) {
  const { t } = useWords();
  const full = data.parts.filter(({ total }) => total > 0);
  const empty = data.parts.filter(({ total }) => total === 0);
  return (
    <section aria-labelledby="held" className="mt-10 border-t border-line pt-6">
      <h2 id="held" className="text-20 font-semibold">
        {t('privacy-centre:me.held')}
      </h2>
      {data.guilds.length > 0 ? <GuildFilter data={data} /> : null}
      {data.guild ? (
        <p className="measure mt-3 text-ink-soft">
          {full.length > 0
            ? t('privacy-centre:me.onlyGuild', { name: data.guild.name })
            : t('privacy-centre:me.nothingAtAll')}
        </p>
      ) : null}
      {heldSubjects.map((subject) => {
        const parts = full.filter((part) => part.subject === subject);
        return parts.length === 0 ? null : (
          <section key={subject} aria-labelledby={`subject-${subject}`} className="mt-8">
            <h3 id={`subject-${subject}`} className="border-b border-line pb-2 text-16 font-semibold">
              {t(`privacy-centre:subject.${subject}`)}
            </h3>
            {parts.map((part) => (
              <HeldPartView key={part.table} part={part} />
            ))}
          </section>
        );
      })}
      <p className="measure mt-4 text-12 text-ink-faint">{t('privacy-centre:me.notShown')}</p>
      {empty.length > 0 && data.guild === null ? (
        <section aria-labelledby="nothing" className="mt-8">
          <h3 id="nothing" className="text-16 font-semibold">
            {t('privacy-centre:me.nothing')}
          </h3>
          <p className="measure mt-1 text-ink-soft">{t('privacy-centre:me.nothingBody')}</p>
          <ul className="mt-2 list-disc ps-5 text-ink-soft sm:columns-2">
            {empty.map((part) => (
              <li key={part.table}>
                <PartName part={part} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {data.guild === null ? (
        <section aria-labelledby="outside" className="mt-8">
          <h3 id="outside" className="text-16 font-semibold">
            {t('privacy-centre:me.outside')}
          </h3>
          <p className="measure mt-1 text-ink-soft">
            {t('privacy-centre:me.outsideBody')}{' '}
            <a href={`${paths.privacy}#stores`} className="link">
              {t('privacy-centre:me.outsideLink')}
            </a>
          </p>
        </section>
      ) : null}
    </section>
  );
}

function GuildFilter({ data }: { data: HeldData }) {
  const { t } = useWords();
  return (
    <form method="get" aria-label={t('privacy-centre:me.filterTitle')} className="mt-4 flex flex-wrap items-end gap-3">
      <label className="min-w-0 flex-1 sm:max-w-sm">
        <span className="mb-1 block font-medium">{t('privacy-centre:me.filter')}</span>
        <select name="guild" defaultValue={data.guild?.id ?? ''} className={inputLook}>
          <option value="">{t('privacy-centre:me.all')}</option>
          {data.guilds.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button>{t('privacy-centre:me.show')}</Button>
    </form>
  );
}
