import { FALLBACK_LOCALE, type Locale } from '#core/i18n/rules.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { PolicySources } from './document.ts';
import type { PolicyId } from './rules/policy-ids.ts';
import type { PolicyDocument, PolicyVersion, VersionHead } from './schema.ts';
import { versionsOf } from './versions.ts';
import { writePolicy } from './write-policy.server.ts';

interface PolicyText {
  policy: PolicyId;
  document: PolicyDocument;
  /** Language of the document: a version that is no longer the newest is kept in English. */
  locale: Locale;
  /** The version in force. */
  version: VersionHead;
  /** One that was written and does not hold yet. */
  coming: VersionHead | null;
}

/** The policy in force at an instant. The newest version is written anew, in the language asked for. */
export function readPolicy(
  policy: PolicyId,
  sources: PolicySources,
  { locale, nowMs }: { locale: Locale; nowMs: number },
): PolicyText {
  const { version, coming } = versionAt(versionsOf(policy), nowMs);
  const isNewest = coming === null;
  return {
    policy,
    document: isNewest ? writePolicy(policy, sources, locale).document : version.document,
    locale: isNewest ? locale : FALLBACK_LOCALE,
    version: headOf(version),
    coming: coming && headOf(coming),
  };
}

/** The version of a day, in UTC, and the one that follows it. The first one holds from the beginning. */
export function versionAt(
  versions: readonly PolicyVersion[],
  nowMs: number,
): { version: PolicyVersion; coming: PolicyVersion | null } {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const [first] = versions;
  if (!first) throw new Error('a policy without a version');
  const version = versions.findLast(({ effective }) => effective <= today) ?? first;
  return { version, coming: versions.find(({ number }) => number > version.number) ?? null };
}

export function headOf({ number, date, effective, summary }: PolicyVersion): VersionHead {
  return { number, date, effective, summary };
}

/** What a version is known by once it was posted: SHA-256 of all of it, hexadecimal. */
export function hashOf(version: PolicyVersion): string {
  return sha256(JSON.stringify(version)).toString('hex');
}
