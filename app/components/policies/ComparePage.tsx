import type { PolicyId } from '#core/policies/rules/policy-ids.ts';
import type { ComparedLine } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';

/** Two versions side by side, line by line. */
export function ComparePage({
  policy,
  from,
  to,
  lines,
  all,
}: {
  policy: PolicyId;
  from: number;
  to: number;
  lines: readonly ComparedLine[];
  /** Whether what is the same is shown, too. */
  all: boolean;
}) {
  const { t } = useWords();
  const title = t('policies:compare.title', { policy: t(`policies:text.other.${policy}`), from, to });
  const changed = lines.filter(({ kind }) => kind !== 'same');
  const query = `from=${from}&to=${to}`;
  // The order of reading is the only name that lines have: the same words may stand in several places.
  const numbered = lines.map((line, at) => ({ ...line, at })).filter(({ kind }) => all || kind !== 'same');
  return (
    <>
      <PageHead
        title={title}
        reading
        lead={
          changed.length === 0 ? t('policies:compare.same') : t('policies:compare.changed', { count: changed.length })
        }
        links={[
          [
            `${paths.policyCompare(policy)}?${query}${all ? '' : '&all=yes'}`,
            all ? t('policies:compare.onlyChanged') : t('policies:compare.all'),
          ],
          [paths.policyVersions(policy), t('policies:text.versions')],
        ]}
      />
      {numbered.length > 0 ? (
        <Table
          caption={title}
          head={
            <>
              <Th className="w-1/2">{t('policies:compare.before', { number: from })}</Th>
              <Th className="w-1/2">{t('policies:compare.after', { number: to })}</Th>
            </>
          }
        >
          {numbered.map(({ at, before, after }) => (
            <Tr key={at}>
              <Td className="min-w-56">
                <Side pieces={before} mark="del" empty={t('policies:compare.nothing')} />
              </Td>
              <Td className="min-w-56">
                <Side pieces={after} mark="ins" empty={t('policies:compare.gone')} />
              </Td>
            </Tr>
          ))}
        </Table>
      ) : null}
    </>
  );
}

/** What a version says, which is English; the words around it are of the page's language. */
function Side({ pieces, mark: Mark, empty }: { pieces: ComparedLine['before']; mark: 'del' | 'ins'; empty: string }) {
  if (pieces.length === 0) return <span className="text-ink-faint">{empty}</span>;
  const look = Mark === 'del' ? 'bg-bad-soft text-bad' : 'bg-good-soft text-good';
  let at = 0;
  return (
    <span lang="en">
      {pieces.map(({ text, changed }) => {
        at += text.length;
        return changed ? (
          <Mark key={at} className={look}>
            {text}
          </Mark>
        ) : (
          <span key={at}>{text}</span>
        );
      })}
    </span>
  );
}
