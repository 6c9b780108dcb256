import { useEffect, useState } from 'react';
import { useAskAgain } from '../frame/use-ask-again.ts';
import type { OverviewData } from './props.ts';

/** A stream that the server refused is asked for again after this. */
const REFUSED_MS = 10_000;

/** on: numbers arrive · waiting: the browser is connecting again · off: no stream, the page is as it was loaded. */
export type LiveStatus = 'on' | 'waiting' | 'off';

/**
 * Follows a guild's live stream and answers the newest data known, loaded or streamed. A hidden page closes its
 * stream, because browsers allow only a handful per host. A stream that the server refuses asks the loader again, which
 * shows what happened to the right to look.
 */
export function useLiveOverview(loaded: OverviewData, url: string): { data: OverviewData; status: LiveStatus } {
  const [streamed, setStreamed] = useState<OverviewData | null>(null);
  const [status, setStatus] = useState<LiveStatus>('off');
  const askAgain = useAskAgain();

  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      clearTimeout(timer);
      if (source || document.hidden) return;
      setStatus('waiting');
      source = new EventSource(url);
      source.onopen = () => setStatus('on');
      source.onmessage = (event: MessageEvent<string>) => {
        const data = readOverviewData(event.data);
        if (data) setStreamed(data);
      };
      source.onerror = () => {
        if (source?.readyState !== EventSource.CLOSED) return setStatus('waiting');
        source = null;
        setStatus('off');
        timer = setTimeout(open, REFUSED_MS);
        askAgain();
      };
    };
    const close = () => {
      clearTimeout(timer);
      source?.close();
      source = null;
    };
    const follow = () => (document.hidden ? close() : open());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [url, askAgain]);

  return { data: newer(loaded, streamed), status };
}

/** The later of the two; a stream's data of another guild is never shown. */
export function newer(loaded: OverviewData, streamed: OverviewData | null): OverviewData {
  if (!streamed || streamed.guild.id !== loaded.guild.id) return loaded;
  return streamed.overview.asOfMs >= loaded.overview.asOfMs ? streamed : loaded;
}

/** Reads one event. What cannot be read is dropped: the numbers on the page stay as they are. */
export function readOverviewData(text: string): OverviewData | null {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null || !('overview' in data) || !('guild' in data)) return null;
    const { overview } = data;
    if (typeof overview !== 'object' || overview === null || !('asOfMs' in overview)) return null;
    return data as OverviewData;
  } catch {
    return null;
  }
}
