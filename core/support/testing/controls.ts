import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';

export const controls: readonly NegativeControl[] = [
  catalogControl('P53', 'the intake', 'ALTER TABLE contact_case ADD CONSTRAINT shut CHECK (false)'),
];
