import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';

const SHOWN_MS = 2_000;

/** Puts a text into the clipboard, and says so. Only where there is JavaScript. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <Button type="button" kind="quiet" className="hidden! js:inline-flex!" onClick={copy}>
      {copied ? <span role="status">{t('assistant:page.turn.copied')}</span> : t('assistant:page.turn.copy')}
    </Button>
  );
}
