import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { comparePolicies } from '#core/policies/compare-versions.server.ts';
import { hashOf, headOf } from '#core/policies/read-policy.server.ts';
import { policyIds } from '#core/policies/rules/policy-ids.ts';
import { versionsOf } from '#core/policies/versions.ts';

const policyParams = z.object({ policy: z.enum(policyIds) });
const numbers = z.coerce.number().int().positive();

/** Which of the two policies an address speaks of. @throws AppError 'not_found' */
export function policyOf(params: Record<string, string | undefined>) {
  const parsed = policyParams.safeParse(params);
  if (!parsed.success) throw new AppError('not_found', 'no such policy');
  return parsed.data.policy;
}

/** The versions of the policy of an address, newest first. */
export function readVersions(params: Record<string, string | undefined>) {
  const policy = policyOf(params);
  const versions = versionsOf(policy).reverse();
  return { policy, versions: versions.map((one) => ({ ...headOf(one), hash: hashOf(one) })) };
}

/** One version of it, by its number in the address. @throws AppError 'not_found' */
export function readVersion(params: Record<string, string | undefined>) {
  const policy = policyOf(params);
  const version = find(policy, params.number);
  return { policy, version: headOf(version), document: version.document };
}

/** Two versions of it side by side. @throws AppError 'not_found' */
export function readComparison(params: Record<string, string | undefined>, search: URLSearchParams) {
  const policy = policyOf(params);
  const [from, to] = [find(policy, search.get('from')), find(policy, search.get('to'))];
  return {
    policy,
    from: from.number,
    to: to.number,
    lines: comparePolicies(from.document, to.document),
    all: search.get('all') === 'yes',
  };
}

function find(policy: (typeof policyIds)[number], asked: string | null | undefined) {
  const number = numbers.safeParse(asked).data;
  const version = versionsOf(policy).find((one) => one.number === number);
  if (!version) throw new AppError('not_found', 'no such version');
  return version;
}
