import { accountsHolder } from './accounts/personal-data.server.ts';
import { aiHolder } from './ai/personal-data.server.ts';
import { heldCounts } from './analytics/held.server.ts';
import { analyticsHolder } from './analytics/personal-data.server.ts';
import { assistantHolder } from './assistant/personal-data.server.ts';
import { auditHolder } from './audit/personal-data.server.ts';
import { billingHolder } from './billing/personal-data.server.ts';
import { consentHolder } from './consent/personal-data.server.ts';
import { guildsHolder } from './guilds/personal-data.server.ts';
import { insightsHolder } from './insights/personal-data.server.ts';
import { knowledgeHolder } from './knowledge/personal-data.server.ts';
import type { Config } from './platform/config.server.ts';
import type { Database } from './platform/db.server.ts';
import type { PersonalDataHolder } from './platform/personal-data.server.ts';
import { policiesHolder } from './policies/personal-data.server.ts';
import type { EraseDeps } from './privacy/deps.server.ts';
import { privacyHolder } from './privacy/personal-data.server.ts';
import type { HeldReader } from './privacy/read-held.server.ts';
import { supportHolder } from './support/personal-data.server.ts';

/**
 * What every room holds about people and of guilds, in the order in which it is erased.
 * @param home PROCORD_HOME, where files lie
 */
export const holdersAt = (home: string): readonly PersonalDataHolder[] => [
  analyticsHolder,
  guildsHolder,
  knowledgeHolder,
  insightsHolder,
  billingHolder,
  consentHolder,
  policiesHolder,
  supportHolder,
  assistantHolder,
  aiHolder,
  privacyHolder(home),
  accountsHolder,
  auditHolder,
];

/** They read what tables with lists of people hold of one. */
export const readers: readonly HeldReader[] = heldCounts;

/** What erasing stands on: every room's part in it. */
export function eraseDeps(
  db: Database,
  { home, ledger, secrets }: Pick<Config, 'home' | 'ledger' | 'secrets'>,
): EraseDeps {
  return { db, secrets, ledger, holders: holdersAt(home), readers };
}
