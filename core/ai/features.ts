import type { Register } from './schema.ts';

/** Every use of a model. What is not here is refused. */
export const features = {} as const satisfies Register;
