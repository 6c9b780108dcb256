import { inputLook } from '../ui/Field.tsx';
import { useWords } from '../ui/words.ts';
import type { GovernanceData } from './governance-props.ts';

/** Which of the promises that people vouch for. */
export function PromiseChoice({ vouched, chosen }: Pick<GovernanceData, 'vouched'> & { chosen: string | undefined }) {
  const { t } = useWords();
  return (
    <label className="block">
      <span className="mb-1 block font-medium">{t('operator:governance.attest.promise')}</span>
      <select name="promise" defaultValue={chosen} className={inputLook}>
        {vouched.map(({ id }) => (
          <option key={id} value={id}>
            {t(`promises:${id}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
