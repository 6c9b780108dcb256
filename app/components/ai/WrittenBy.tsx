import type { ReactNode } from 'react';
import { type PageSurface, surfaces, type WrittenBy as Writer } from '#core/ai/rules/surfaces.ts';
import { useWords } from '../ui/words.ts';

/**
 * Says who wrote what stands here: in words, and for programs.
 * @param surface the place, where a model wrote it
 * @param children what rules are said to have done, where they did
 */
export function WrittenBy({ by, surface, children }: { by: Writer; surface: PageSurface; children?: ReactNode }) {
  const { t } = useWords();
  return (
    <p className="text-12 text-ink-faint" data-written-by={by}>
      {by === 'model' ? t(surfaces[surface].says) : children}
    </p>
  );
}
