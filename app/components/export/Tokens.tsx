import { Form, Link } from '@remix-run/react';
import type { TokenView } from '#core/guilds/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { NewTokenForm } from './NewTokenForm.tsx';
import type { ExportData, ExportOutcome } from './props.ts';
import { scopeWord } from './scopes.ts';

/** The tokens with which programs read the totals of the guild. */
export function Tokens({
  tokens,
  revoked,
  outcome,
}: Pick<ExportData, 'tokens' | 'revoked'> & { outcome: ExportOutcome | null }) {
  const { t } = useWords();
  const made = outcome && 'made' in outcome ? outcome.made : null;
  const problem = outcome && 'problem' in outcome ? outcome.problem : null;
  return (
    <section id="tokens" aria-labelledby="tokens-title" className="scroll-mt-6 space-y-4 border-t border-line pt-6">
      <div>
        <h2 id="tokens-title" className="text-16 font-semibold">
          {t('export:tokens.title')}
        </h2>
        <p className="measure text-ink-soft">
          {t('export:tokens.body')}{' '}
          <Link to={paths.apiDocs} className="link">
            {t('export:tokens.docs')}
          </Link>
        </p>
      </div>
      {made ? <MadeToken {...made} /> : null}
      {revoked && !outcome ? <Notice tone="good" announce title={t('export:tokens.revoked')} /> : null}
      {problem?.refused ? <Notice tone="bad" announce title={t(`export:tokens.problem.${problem.refused}`)} /> : null}
      {tokens.length === 0 ? (
        <p className="text-ink-soft">{t('export:tokens.none')}</p>
      ) : (
        <TokenTable tokens={tokens} />
      )}
      <NewTokenForm key={made?.secret ?? ''} problem={problem} />
    </section>
  );
}

function MadeToken({ name, secret }: { name: string; secret: string }) {
  const { t } = useWords();
  return (
    <Notice tone="good" announce title={t('export:tokens.made.title', { name })}>
      <p>
        <code className="block rounded-md bg-raised px-3 py-2 break-all text-ink select-all">{secret}</code>
      </p>
      <p>{t('export:tokens.made.body')}</p>
    </Notice>
  );
}

function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  const { t } = useWords();
  const format = useFormat();
  const moment = (at: Date) => (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {format.date(at.getTime(), 'UTC')}
    </time>
  );
  return (
    <Table
      caption={t('export:tokens.title')}
      head={
        <>
          <Th>{t('export:tokens.column.name')}</Th>
          <Th>{t('export:tokens.column.token')}</Th>
          <Th>{t('export:tokens.column.scopes')}</Th>
          <Th>{t('export:tokens.column.used')}</Th>
          <Th>{t('export:tokens.column.until')}</Th>
          <Th>{t('export:tokens.column.by')}</Th>
          <Th>
            <span className="sr-only">{t('export:tokens.revoke')}</span>
          </Th>
        </>
      }
    >
      {tokens.map((token) => (
        <Tr key={token.id}>
          <Td className="min-w-32 font-medium">
            <bdi>{token.name}</bdi>
          </Td>
          <Td>
            <code>{token.hint}…</code>
          </Td>
          <Td className="min-w-32 text-ink-soft">
            {token.scopes.map((scope) => t(`export:scope.${scopeWord(scope)}`)).join(', ')}
          </Td>
          <Td>{token.lastUsedAt ? moment(token.lastUsedAt) : t('export:tokens.never')}</Td>
          <Td>{token.expiresAt ? moment(token.expiresAt) : t('export:tokens.noEnd')}</Td>
          <Td className="text-ink-soft">
            {token.madeBy === null ? t('export:tokens.gone') : <bdi>{token.madeBy}</bdi>}
          </Td>
          <Td>
            {token.state === 'live' ? (
              <RevokeForm token={token} />
            ) : (
              <span className="text-ink-faint">{t(`export:tokens.state.${token.state}`)}</span>
            )}
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

/** Folded behind its verb: what will happen stands before the button. */
function RevokeForm({ token }: { token: TokenView }) {
  const { t } = useWords();
  return (
    <details>
      <summary
        aria-label={t('export:tokens.revokeOf', { name: token.name })}
        className="inline-block rounded-sm font-medium underline underline-offset-4"
      >
        {t('export:tokens.revoke')}
      </summary>
      <Form method="post" preventScrollReset className="mt-3 w-64 space-y-3 whitespace-normal">
        <p className="text-ink-soft">{t('export:tokens.revokeBody')}</p>
        <input type="hidden" name="intent" value="revoke-token" />
        <input type="hidden" name="tokenId" value={token.id} />
        <Button kind="danger">{t('export:tokens.revoke')}</Button>
      </Form>
    </details>
  );
}
