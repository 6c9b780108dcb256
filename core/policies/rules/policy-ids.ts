/** The documents that say what is promised. Every page names them, so this stands apart from the schemas. */
export const policyIds = ['privacy', 'ai'] as const;
export type PolicyId = (typeof policyIds)[number];
