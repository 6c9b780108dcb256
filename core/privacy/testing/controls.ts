import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';

export const controls: readonly NegativeControl[] = [
  catalogControl('P11', 'the check of the register at the start', 'ALTER TABLE guild ADD COLUMN note TEXT'),
];
