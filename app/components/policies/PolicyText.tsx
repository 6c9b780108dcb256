import { Link } from '@remix-run/react';
import type { Block, PolicyDocument, PolicySection } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';

/** The text of a policy: where to find what, then section by section. `lang` where it is not the page's. */
export function PolicyText({ document: { sections }, lang }: { document: PolicyDocument; lang?: string | undefined }) {
  const { t } = useWords();
  return (
    <>
      <nav aria-label={t('policies:text.contents')} className="mt-10 border-t border-line pt-6 print:hidden">
        <h2 className="text-20 font-semibold">{t('policies:text.contents')}</h2>
        <ol className="mt-3 columns-[16rem] gap-x-10 space-y-1 text-16" lang={lang}>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`} className="link">
                {title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div lang={lang}>
        {sections.map((section) => (
          <Section key={section.id} section={section} />
        ))}
      </div>
    </>
  );
}

function Section({ section: { id, title, blocks, parts } }: { section: PolicySection }) {
  return (
    <section aria-labelledby={id} className="mt-12">
      <h2 id={id} className="scroll-mt-6 break-after-avoid text-20 font-semibold">
        {title}
      </h2>
      <Blocks blocks={blocks.filter(({ kind }) => kind !== 'promises')} />
      {id === RETENTION ? <LiveRetention /> : null}
      {parts?.map((part) => (
        <section key={part.id} aria-labelledby={part.id} className="mt-8">
          <h3 id={part.id} className="scroll-mt-6 break-after-avoid text-16 font-semibold">
            {part.title}
          </h3>
          <Blocks blocks={part.blocks} />
        </section>
      ))}
      <Blocks blocks={blocks.filter(({ kind }) => kind === 'promises')} />
    </section>
  );
}

/** The section of the privacy policy on how long things are kept. */
const RETENTION = 'kept';

function LiveRetention() {
  const { t } = useWords();
  return (
    <p className="measure mt-3">
      <Link to={`${paths.privacy}#retention`} className="link">
        {t('policies:text.retention')}
      </Link>
    </p>
  );
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block) => <OneBlock key={JSON.stringify(block)} block={block} />);
}

function OneBlock({ block }: { block: Block }) {
  if (block.kind === 'text') return <p className="measure mt-3 text-16">{block.text}</p>;
  if (block.kind === 'promises') return <Promises {...block} />;
  return (
    <div className="mt-4">
      <Table caption={block.caption} head={block.head.map((title) => <Th key={title}>{title}</Th>)}>
        {block.rows.map((cells) => (
          <Tr key={cells.join(' ')}>
            {cells.map((cell, at) => (
              <Td key={block.head[at]} className={at === 0 ? 'min-w-40 font-medium' : 'min-w-32 text-ink-soft'}>
                {cell}
              </Td>
            ))}
          </Tr>
        ))}
      </Table>
    </div>
  );
}

function Promises({ title, promises }: Extract<Block, { kind: 'promises' }>) {
  return (
    <div className="mt-6 border-s-2 border-line ps-4">
      <p className="font-semibold">{title}</p>
      <ul className="measure mt-1 space-y-1">
        {promises.map(({ id, text }) => (
          <li key={id}>
            {text}{' '}
            <Link to={`${paths.trust}#${id}`} className="link text-12 whitespace-nowrap">
              {id}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
