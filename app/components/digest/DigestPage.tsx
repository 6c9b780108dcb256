import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { ChannelForm } from './ChannelForm.tsx';
import { DigestNow } from './DigestNow.tsx';
import type { DigestData, DigestProblem } from './props.ts';

/** The weekly digest of a guild: off until somebody chooses a channel. */
export function DigestPage({ problem, ...data }: DigestData & { problem: DigestProblem | null }) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('digest:title')} lead={t('digest:lead')} />
      <div className="space-y-8">
        {data.channels === null ? (
          <Notice tone="caution" title={t('digest:away.title')}>
            <p>{t('digest:away.body')}</p>
          </Notice>
        ) : null}
        <DigestNow {...data} />
        {data.premium ? (
          <ChannelForm channels={data.channels ?? []} settings={data.settings} problem={problem} />
        ) : (
          <Notice title={t('digest:withoutPremium')} />
        )}
      </div>
    </>
  );
}
