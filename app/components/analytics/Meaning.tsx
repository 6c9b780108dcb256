import {
  ACTIVE_VOICE_MS,
  type DefinitionKey,
  MARKED_UNDER,
  NEEDED_OBSERVED,
  SUPPRESSED_UNDER,
} from '#core/analytics/rules.ts';
import { useFormat, useWords } from '../ui/words.ts';

/** What a number means, with the thresholds that the program uses. */
export function Meaning({ of }: { of: DefinitionKey }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <p>
      {t(`analytics:definition.${of}`, {
        minutes: ACTIVE_VOICE_MS / 60_000,
        share: format.percent(MARKED_UNDER),
        needed: format.percent(NEEDED_OBSERVED),
        few: SUPPRESSED_UNDER,
      })}
    </p>
  );
}
