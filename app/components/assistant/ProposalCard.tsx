import { Link } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import type { Proposal, ProposalContent } from '#core/assistant/schema.ts';
import { WrittenBy } from '../ai/WrittenBy.tsx';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { CopyButton } from './CopyButton.tsx';
import { QuietForm } from './QuietForm.tsx';

/** Something that an answer proposes: what would happen stands before the button that does it. */
export function ProposalCard({
  proposal,
  channels,
  mayWrite,
  failed,
}: {
  proposal: Proposal;
  /** Names by id. */
  channels: Readonly<Record<string, string>>;
  mayWrite: boolean;
  failed: boolean;
}) {
  const { t } = useWords();
  const { id, content, state, path } = proposal;
  const outcome = useRef<HTMLParagraphElement>(null);
  const wasOpen = useRef(state === 'open');
  useEffect(() => {
    // The button that had the focus is gone.
    if (wasOpen.current && state !== 'open') outcome.current?.focus();
    wasOpen.current = state === 'open';
  }, [state]);
  const refused = (
    <p role="alert" className="w-full font-medium text-bad">
      {t('assistant:page.proposal.failed')}
    </p>
  );
  return (
    <section
      id={`proposal-${id}`}
      aria-labelledby={`proposal-${id}-title`}
      className="scroll-mt-6 space-y-3 rounded-lg border border-edge p-4"
    >
      <header>
        <WrittenBy by="model" surface="proposal" />
        <h3 id={`proposal-${id}-title`} className="font-semibold">
          <WhatHappens content={content} channels={channels} />
        </h3>
      </header>
      <Proposed content={content} channels={channels} />
      {failed ? refused : null}
      {state === 'open' ? (
        <div className="flex flex-wrap items-center gap-2">
          {mayWrite ? (
            <QuietForm fields={{ proposalId: id }} refused={refused}>
              <Button name="intent" value="apply">
                {t(`assistant:page.proposal.apply.${content.kind}`)}
              </Button>
              <Button kind="quiet" name="intent" value="dismiss">
                {t('assistant:page.proposal.dismiss')}
              </Button>
            </QuietForm>
          ) : null}
          {content.kind === 'message' ? <CopyButton text={content.text} /> : null}
          <span className="text-12 text-ink-faint">{t('assistant:page.proposal.nothing')}</span>
        </div>
      ) : (
        <p ref={outcome} tabIndex={-1} role="status" className="flex flex-wrap gap-x-3 text-ink-soft">
          {t(`assistant:page.proposal.${state}`)}
          {path ? (
            <Link to={path} className="link">
              {t('assistant:page.proposal.look')}
            </Link>
          ) : null}
        </p>
      )}
    </section>
  );
}

function WhatHappens({ content, channels }: { content: ProposalContent; channels: Readonly<Record<string, string>> }) {
  const { t } = useWords();
  if (content.kind !== 'setting') return t(`assistant:page.proposal.${content.kind}`);
  return content.value === null
    ? t('assistant:page.proposal.digestOff')
    : t('assistant:page.proposal.digestOn', { channel: channelName(content.value, channels) });
}

function Proposed({ content, channels }: { content: ProposalContent; channels: Readonly<Record<string, string>> }) {
  const { t } = useWords();
  if (content.kind === 'setting') return null;
  if (content.kind === 'message')
    return (
      <>
        {content.channelId ? (
          <p className="text-12 text-ink-faint">
            {t('assistant:page.proposal.in', { channel: channelName(content.channelId, channels) })}
          </p>
        ) : null}
        <p dir="auto" className="measure break-words whitespace-pre-wrap">
          {content.text}
        </p>
      </>
    );
  const { kind, title, text } = content.node;
  return (
    <div className="measure">
      <p className="text-12 text-ink-faint">{t(`knowledge:kind.${kind}`)}</p>
      <p className="font-medium break-words">
        <bdi>{title}</bdi>
      </p>
      <p dir="auto" className="break-words whitespace-pre-wrap text-ink-soft">
        {text}
      </p>
    </div>
  );
}

function channelName(id: string, channels: Readonly<Record<string, string>>): string {
  return `#${channels[id] ?? id}`;
}
