import { Form, Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import { AiNotice, Announcement } from './AssistantHead.tsx';
import { ComingTurn } from './ComingTurn.tsx';
import { Composer } from './Composer.tsx';
import type { AskProblem, AssistantData } from './props.ts';
import { useAsking } from './use-asking.ts';
import { useStopKey } from './use-stop-key.ts';

const examples = ['week', 'hours', 'channels', 'stay', 'written', 'message'] as const;
const nothingShown: ReadonlySet<string> = new Set();

/** A new question, and the conversations there were. */
export function AssistantPage({ data, problem }: { data: AssistantData; problem: AskProblem | null }) {
  const { t } = useWords();
  const { guild, mayWrite, model, done } = data;
  const asking = useAsking(guild.id, null, nothingShown);
  const { coming } = asking;
  useStopKey(coming?.state === 'writing', asking.stop);
  return (
    <div className="max-w-3xl space-y-6">
      <PageHead title={t('assistant:page.title')} lead={t('assistant:page.lead')} />
      {done ? <Notice tone="good" announce title={t(`assistant:page.done.${done}`)} /> : null}
      <Announcement state={coming?.state ?? null} />
      {coming ? <ComingTurn coming={coming} guildId={guild.id} /> : <AiNotice model={model} />}
      {mayWrite ? (
        <Composer
          label={t('assistant:page.ask.label')}
          problem={asking.problem ?? problem}
          writing={coming?.state === 'writing'}
          arrived={coming?.turnId ?? null}
          ask={asking.ask}
          stop={asking.stop}
        />
      ) : (
        <p className="text-ink-soft">{t('assistant:page.reads')}</p>
      )}
      {coming ? null : (
        <>
          {mayWrite ? <Examples ask={asking.ask} /> : null}
          <Conversations {...data} />
        </>
      )}
    </div>
  );
}

/** What one can ask, each a click away. */
function Examples({ ask }: { ask: (form: FormData) => void }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="examples">
      <h2 id="examples" className="text-12 text-ink-faint">
        {t('assistant:page.examples.title')}
      </h2>
      <Form
        method="post"
        className="mt-2 flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          ask(new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter));
        }}
      >
        <input type="hidden" name="intent" value="ask" />
        {examples.map((key) => (
          <Button key={key} name="question" value={t(`assistant:page.examples.${key}`)} className="whitespace-normal!">
            {t(`assistant:page.examples.${key}`)}
          </Button>
        ))}
      </Form>
    </section>
  );
}

function Conversations({ guild, words, threads, older, hasAny }: AssistantData) {
  const { t } = useWords();
  return (
    <Section id="conversations" title={t('assistant:page.list.title')} body={t('assistant:page.list.nothing')}>
      {hasAny ? (
        <>
          <Form method="get" role="search" className="flex items-end gap-2">
            <Field
              type="search"
              name="q"
              label={t('assistant:page.list.words')}
              defaultValue={words}
              maxLength={200}
              className="min-w-0 flex-1"
            />
            <Button>{t('assistant:page.list.search')}</Button>
          </Form>
          {threads.length === 0 ? (
            <p role="status" className="mt-4 text-ink-soft">
              {t('assistant:page.list.none')}
            </p>
          ) : null}
          <ul className="mt-2 divide-y divide-line">
            {threads.map((thread) => (
              <li key={thread.id} className="py-2">
                <Link
                  to={paths.assistantThread(guild.id, thread.id)}
                  className="link inline-block min-h-6 font-medium break-words"
                >
                  <bdi>{thread.title}</bdi>
                </Link>
                <p className="flex flex-wrap gap-x-3 text-12 text-ink-faint">
                  <Moment at={thread.changedAt} />
                  {thread.origin === 'discord' ? t('assistant:page.list.discord') : null}
                </p>
              </li>
            ))}
          </ul>
          {older === null ? null : (
            <p className="mt-2">
              <Link to={`?${older}`} className="link">
                {t('assistant:page.list.more')}
              </Link>
            </p>
          )}
          <p className="mt-4 flex flex-wrap gap-4">
            <a className="link" href={paths.assistantFile(guild.id, 'md')} download>
              {t('assistant:page.list.markdown')}
            </a>
            <a className="link" href={paths.assistantFile(guild.id, 'json')} download>
              {t('assistant:page.list.json')}
            </a>
          </p>
          <details className="mt-6">
            <summary className="font-medium">{t('assistant:page.deleteAll.title')}</summary>
            <Form method="post" className="mt-2 space-y-3">
              <input type="hidden" name="intent" value="delete-all" />
              <p className="measure text-ink-soft">{t('assistant:page.deleteAll.help')}</p>
              <Button kind="danger">{t('assistant:page.deleteAll.button')}</Button>
            </Form>
          </details>
        </>
      ) : null}
    </Section>
  );
}
