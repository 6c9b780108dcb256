import type { PolicyId } from './rules/policy-ids.ts';
import { type PolicyVersion, policyVersionSchema } from './schema.ts';
import { files } from './versions/files.ts';

/** Every version of both policies, as it was written. */
export const versions: readonly PolicyVersion[] = files.map((file) => policyVersionSchema.parse(file));

/** The versions of a policy, oldest first. */
export function versionsOf(policy: PolicyId): PolicyVersion[] {
  return versions.filter((one) => one.policy === policy).sort((a, b) => a.number - b.number);
}
