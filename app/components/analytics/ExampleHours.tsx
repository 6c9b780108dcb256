import { exampleOverview } from './example-overview.ts';
import { OverviewHours } from './OverviewHours.tsx';

/** The chart of a day with invented numbers. Whoever shows it says so beside it. */
export function ExampleHours() {
  return <OverviewHours overview={exampleOverview} measure="messages" height={168} files={false} />;
}
