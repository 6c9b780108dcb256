import type { Words } from '#core/i18n/english.ts';
import type { Feature } from './schema.ts';

/** Uses that have words under `ai.feature` of core/i18n. */
export type FeatureName = keyof Words['ai']['feature'];

/** Every use of a model. What is not here is refused. */
export const features = {} as const satisfies Partial<Record<FeatureName, Feature>>;
