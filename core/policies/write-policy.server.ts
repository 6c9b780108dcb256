import { speakerOf } from '#core/i18n/i18n.ts';
import { FALLBACK_LOCALE, type Locale } from '#core/i18n/rules.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import { aiDocument } from './ai-document.ts';
import { decisions } from './decisions.ts';
import type { PolicySources } from './document.ts';
import { privacyDocument } from './privacy-document.ts';
import { promiseIds, promises } from './promises.ts';
import type { PolicyId } from './rules/policy-ids.ts';
import type { PolicyDocument, PolicyFacts } from './schema.ts';
import { vendors } from './vendors.ts';

/** A policy as the registries have it now, in a language, and the hashes of what it rests on. */
export function writePolicy(
  policy: PolicyId,
  sources: PolicySources,
  locale: Locale = FALLBACK_LOCALE,
): { document: PolicyDocument; facts: PolicyFacts } {
  const { t } = speakerOf(locale);
  return {
    document: policy === 'privacy' ? privacyDocument(sources, t) : aiDocument(sources.uses, t),
    facts: factsOf(sources),
  };
}

function factsOf({ purposes, data, uses }: PolicySources): PolicyFacts {
  const { t } = speakerOf(FALLBACK_LOCALE);
  const classes = [...new Set(purposes.flatMap(({ tables }) => tables.flatMap(({ retention }) => retention)))].sort();
  return {
    purposes: hash(purposes.map(({ purpose, basis }) => [purpose, basis])),
    data: hash(data),
    retention: hash(classes.map((name) => [name, t(`privacy:retention.${name}`)])),
    vendors: hash(vendors),
    decisions: hash([decisions, uses]),
    promises: hash(promiseIds.map((id) => [id, promises[id].kind, t(`promises:${id}`)])),
  };
}

function hash(value: unknown): string {
  return sha256(JSON.stringify(value)).toString('hex').slice(0, 16);
}
