import type { OwnRequest, RequestProgress } from '#core/privacy/schema.ts';

export interface RequestsData {
  /** Newest first. */
  requests: OwnRequest[];
  /** Names of guilds by id, as far as they are known. */
  names: Record<string, string>;
  nowMs: number;
}

export interface RequestData {
  request: RequestProgress;
  /** The same as the person sees it who asked; null for whoever else has its id. */
  own: OwnRequest | null;
  guildName: string | null;
  /** Where the export can be fetched by this browser; null where it is not there, expired, or the key is not. */
  download: string | null;
  nowMs: number;
}

export function isOver({ state }: Pick<RequestProgress, 'state'>): boolean {
  return state === 'done' || state === 'failed';
}
