import { closeAlert, openAlert } from '#core/gateway/alerts.server.ts';
import type { AlertKind } from '#core/gateway/rules.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';

export interface AlertBook {
  raise(kind: AlertKind, scope: string, detail: string): void;
  settle(kind: AlertKind, scope: string): void;
  close(): void;
}

/** Alerts of a process that must live without its database: the newest wish for each is written as soon as it can be. */
export function createAlertBook(db: Database, log: Logger, retryMs = 2_000): AlertBook {
  const wishes = new Map<string, { kind: AlertKind; scope: string; detail: string | null }>();
  let writing = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const write = async () => {
    if (writing) return;
    writing = true;
    clearTimeout(timer);
    try {
      for (const [key, wish] of wishes) {
        if (wish.detail === null) await closeAlert(db, wish);
        else await openAlert(db, { kind: wish.kind, scope: wish.scope, detail: wish.detail });
        if (wishes.get(key) === wish) wishes.delete(key);
      }
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'alerts wait for the database');
    } finally {
      writing = false;
    }
    if (wishes.size > 0 && !closed) timer = setTimeout(() => void write(), retryMs);
  };
  const wish = (kind: AlertKind, scope: string, detail: string | null) => {
    wishes.set(`${kind} ${scope}`, { kind, scope, detail });
    if (!closed) void write();
  };
  return {
    raise(kind, scope, detail) {
      log.error({ kind, scope }, detail);
      wish(kind, scope, detail);
    },
    settle: (kind, scope) => wish(kind, scope, null),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
