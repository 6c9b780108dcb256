import { Link } from '@remix-run/react';
import { type ReactNode, useMemo } from 'react';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { type Block, type Inline, readMarkdown } from './read-markdown.ts';

/**
 * Words of a model, in paragraphs, lists and tables. `sourceId` names the element of a source, which marks like [1] lead to.
 */
export function Markdown({
  text,
  guildId,
  cited,
  sourceId,
}: {
  text: string;
  guildId: string;
  /** How many sources there are. */
  cited: number;
  sourceId: (number: number) => string;
}) {
  const { t } = useWords();
  const blocks = useMemo(() => readMarkdown(text, { guildId, cited }), [text, guildId, cited]);

  const inline = (pieces: readonly Inline[]): ReactNode =>
    pieces.map((piece, at) => {
      const key = `${at} ${piece.kind}`;
      switch (piece.kind) {
        case 'text':
          return piece.text;
        case 'break':
          return <br key={key} />;
        case 'code':
          return (
            <code key={key} className="rounded-sm bg-sunken px-1 break-words">
              {piece.text}
            </code>
          );
        case 'strong':
          return <strong key={key}>{inline(piece.children)}</strong>;
        case 'emphasis':
          return <em key={key}>{inline(piece.children)}</em>;
        case 'struck':
          return <s key={key}>{inline(piece.children)}</s>;
        case 'link':
          return (
            <Link key={key} to={piece.path} className="link">
              {inline(piece.children)}
            </Link>
          );
        default:
          return (
            <a
              key={key}
              href={`#${sourceId(piece.number)}`}
              aria-label={t('assistant:page.cite', { number: piece.number })}
              className="link px-0.5 text-12 tabular-nums"
            >
              [{piece.number}]
            </a>
          );
      }
    });

  const block = (one: Block, at: number): ReactNode => {
    const key = `${at} ${one.kind}`;
    switch (one.kind) {
      case 'paragraph':
        return (
          <p key={key} dir="auto">
            {inline(one.children)}
          </p>
        );
      case 'heading':
        return (
          <p key={key} dir="auto" className="font-semibold">
            {inline(one.children)}
          </p>
        );
      case 'code':
        return (
          <pre
            key={key}
            dir="ltr"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
            tabIndex={0}
            className="max-h-96 overflow-auto rounded-md bg-sunken p-3 text-12"
          >
            <code>{one.text}</code>
          </pre>
        );
      case 'rule':
        return <hr key={key} className="border-line" />;
      case 'quote':
        return (
          <blockquote key={key} className="space-y-2 border-s-2 border-edge ps-3 text-ink-soft">
            {one.children.map(block)}
          </blockquote>
        );
      case 'list': {
        const items = one.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lists of an answer only ever grow at their end.
          <li key={index} className="space-y-1" dir="auto">
            {item.map(block)}
          </li>
        ));
        return one.start === null ? (
          <ul key={key} className="list-disc space-y-1 ps-5">
            {items}
          </ul>
        ) : (
          <ol key={key} start={one.start} className="list-decimal space-y-1 ps-5">
            {items}
          </ol>
        );
      }
      default:
        return (
          <Table
            key={key}
            caption={t('assistant:page.table')}
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name of their own.
            head={one.head.map((cell, index) => <Th key={index}>{inline(cell)}</Th>)}
          >
            {one.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own.
              <Tr key={index}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand where their column does.
                  <Td key={column}>{inline(cell)}</Td>
                ))}
              </Tr>
            ))}
          </Table>
        );
    }
  };

  return <div className="space-y-3 break-words">{blocks.map(block)}</div>;
}
