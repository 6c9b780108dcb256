import { recordSchemas } from '#core/analytics/records.ts';
import { priceLookupKeys } from '#core/billing/schema.ts';
import { tokenScopes } from '#core/guilds/schema.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { vendors } from '#core/policies/vendors.ts';
import { stores } from '#core/privacy/registry/stores.ts';
import { purposesOf } from '#core/privacy/schema.ts';

/**
 * Companies that live on advertisements or on what is known of people, by the end of their hosts.
 * Source: the largest of the IAB's Global Vendor List and of California's register of data brokers.
 */
const BROKERS =
  /(^|\.)(doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|googleadservices\.com|facebook\.(com|net)|adnxs\.com|adsrvr\.org|criteo\.(com|net)|taboola\.com|outbrain\.com|pubmatic\.com|rubiconproject\.com|openx\.net|amazon-adsystem\.com|casalemedia\.com|crwdcntrl\.net|quantserve\.com|scorecardresearch\.com|bluekai\.com|liveramp\.com|rlcdn\.com|acxiom\.com|experian\.com|epsilon\.com|equifax\.com|transunion\.com|zoominfo\.com|segment\.(com|io)|mixpanel\.com|hotjar\.com)$/;
/** Of a record that programs read: what could say who somebody is. */
const NAMES_SOMEBODY = /(user|person|member|account|author)_?(id|name)|e?mail|username/i;

export interface SaleDeps {
  db: Database;
  /** The list of companies, as it is tried. */
  companies?: Readonly<Record<string, { hosts: readonly string[] }>> | undefined;
}

/** Whether a way leads out by which what AI finds out about people could be sold: to a company, in what is bought, or to a program. */
export function saleProbe({ db, companies = vendors }: SaleDeps): Probe {
  return {
    promise: 'A36',
    async look() {
      const hosts = Object.values(companies).flatMap((company) => company.hosts);
      const handed = stores.filter(
        (store) => store.kind === 'vendor' && purposesOf(store).some((purpose) => purpose === 'use-model'),
      );
      const goods = priceLookupKeys.filter((key) => !key.startsWith('premium_'));
      const { rows } = await db
        .for('serve-guild')
        .pool.query<{ scope: string }>('SELECT DISTINCT unnest(scopes) AS scope FROM api_token ORDER BY 1');
      const scopes: readonly string[] = tokenScopes;
      const found = [
        ...hosts.filter((host) => BROKERS.test(host)),
        ...handed.map(({ name }) => name),
        ...goods,
        ...tokenScopes.filter((scope) => !isOfNobody(scope)),
        ...rows.map(({ scope }) => scope).filter((scope) => !scopes.includes(scope)),
      ];
      return keptUnless(found, {
        thirdParties: Object.keys(companies),
        exportScopes: [...tokenScopes],
        sold: [...priceLookupKeys],
      });
    },
  };
}

/** Whether what a program may read by a scope are records without a field that names anybody. */
function isOfNobody(scope: string): boolean {
  const kind = scope.slice('read:'.length);
  if (!Object.hasOwn(recordSchemas, kind)) return false;
  const { shape } = recordSchemas[kind as keyof typeof recordSchemas];
  return !Object.keys(shape).some((field) => NAMES_SOMEBODY.test(field));
}
