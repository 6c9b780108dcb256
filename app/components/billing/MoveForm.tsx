import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import type { PremiumData } from './props.ts';

/** The payer moves the subscription to another guild they manage. */
export function MoveForm({ others }: Pick<PremiumData, 'others'>) {
  const { t } = useWords();
  return (
    <section aria-labelledby="move" className="space-y-3 border-t border-line pt-6">
      <h2 id="move" className="text-16 font-semibold">
        {t('billing:move.title')}
      </h2>
      <p className="measure text-ink-soft">{t('billing:move.body')}</p>
      {others.length === 0 ? (
        <p className="measure text-ink-soft">{t('billing:move.none')}</p>
      ) : (
        <Form method="post" className="flex max-w-md flex-wrap items-end gap-3">
          <input type="hidden" name="intent" value="move" />
          <label className="min-w-0 flex-1">
            <span className="mb-1 block font-medium">{t('billing:move.to')}</span>
            <select
              name="toGuildId"
              required
              className="min-h-9 w-full rounded-md border border-edge bg-raised px-3 text-ink"
            >
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <Button kind="danger">{t('billing:move.button')}</Button>
        </Form>
      )}
    </section>
  );
}
