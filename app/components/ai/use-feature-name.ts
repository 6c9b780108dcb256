import { useWords } from '../ui/words.ts';

/** What a use of a model is called; one that the register has no more, by its name there. */
export function useFeatureName(): (name: string) => string {
  const { t } = useWords();
  return (name) => t(`ai:feature.${name}.name` as 'ai:feature.assistant.name', { defaultValue: name });
}
