import { clsx } from 'clsx';
import { Fragment, memo, type ReactNode, useMemo } from 'react';
import { type Block, parseBlocks } from './markdown-blocks.ts';
import type { Inline } from './markdown-inline.ts';

interface MarkdownProps {
  text: string;
  className?: string;
  /** Level of the page's heading above it: a statement's first heading is one below. */
  below?: 1 | 2 | 3;
  /** Drawn in the corner of each block of code, of which it gets the text. Must stay the same function. */
  codeAside?: ((text: string) => ReactNode) | undefined;
}

type Look = Pick<Required<MarkdownProps>, 'below'> & Pick<MarkdownProps, 'codeAside'>;

/**
 * A text in Markdown, drawn as elements: nothing of it can become markup, load a picture or run. Links open beside
 * the page, and only web and mail addresses are links.
 */
export const Markdown = memo(function Markdown({ text, className, below = 2, codeAside }: MarkdownProps) {
  const blocks = useMemo(() => parseBlocks(text), [text]);
  return (
    <div className={clsx('flex min-w-0 flex-col gap-3 [overflow-wrap:anywhere]', className)}>
      <Blocks blocks={blocks} look={{ below, codeAside }} />
    </div>
  );
});

function Blocks({ blocks, look }: { blocks: readonly Block[]; look: Look }) {
  return drawAll(blocks, (block) => drawBlock(block, look));
}

/** Parts of a text have no names to know them by: the whole is drawn anew when it changes. */
function drawAll<T>(parts: readonly T[], draw: (part: T, index: number) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return parts.map((part, index) => <Fragment key={index}>{draw(part, index)}</Fragment>);
}

function drawBlock(block: Block, look: Look): ReactNode {
  switch (block.type) {
    case 'heading': {
      const Heading = `h${Math.min(6, look.below + block.level)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
      return (
        <Heading className={clsx('mt-2 font-semibold first:mt-0', block.level === 1 && 'text-16')}>
          {drawInline(block.content)}
        </Heading>
      );
    }
    case 'paragraph':
      return <p>{drawInline(block.content)}</p>;
    case 'code':
      // Long lines wrap: a panel that scrolls sideways hides what candidates must compare.
      return (
        <pre
          className={clsx(
            'relative rounded-control border bg-sunken py-2 pl-3 font-mono text-12 whitespace-pre-wrap',
            look.codeAside ? 'pr-10' : 'pr-3',
          )}
        >
          <code>{block.text}</code>
          {look.codeAside?.(block.text)}
        </pre>
      );
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-3 border-l-2 pl-3 text-ink-soft">
          <Blocks blocks={block.blocks} look={look} />
        </blockquote>
      );
    case 'list':
      return <List block={block} look={look} />;
    case 'table':
      return <Rows block={block} />;
    case 'rule':
      return <hr className="my-1" />;
  }
}

function List({ block, look }: { block: Extract<Block, { type: 'list' }>; look: Look }) {
  const items = drawAll(block.items, (parts) => (
    <li className="marker:text-ink-faint">
      {drawAll(parts, (part) => (
        <div className="not-first:mt-1">
          {part.type === 'paragraph' ? drawInline(part.content) : drawBlock(part, look)}
        </div>
      ))}
    </li>
  ));
  const className = 'flex flex-col gap-1 pl-5';
  if (block.start === null) return <ul className={clsx(className, 'list-disc')}>{items}</ul>;
  return (
    <ol start={block.start} className={clsx(className, 'list-decimal')}>
      {items}
    </ol>
  );
}

function Rows({ block }: { block: Extract<Block, { type: 'table' }> }) {
  const style = (index: number) => {
    const alignment = block.alignments[index];
    return alignment ? { textAlign: alignment } : undefined;
  };
  const cellClass = 'border-b px-2 py-1 align-top first:pl-0';
  return (
    <table className="w-full border-collapse text-left">
      <thead>
        <tr>
          {drawAll(block.head, (cell, index) => (
            <th scope="col" style={style(index)} className={clsx(cellClass, 'font-medium text-ink-soft')}>
              {drawInline(cell)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {drawAll(block.rows, (row) => (
          <tr>
            {drawAll(row, (cell, index) => (
              <td style={style(index)} className={cellClass}>
                {drawInline(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function drawInline(nodes: readonly Inline[]): ReactNode {
  return drawAll(nodes, drawNode);
}

function drawNode(node: Inline): ReactNode {
  if (typeof node === 'string') return node;
  switch (node.type) {
    case 'code':
      return <code className="rounded-[3px] bg-sunken px-1 py-0.5 font-mono text-[0.92em]">{node.text}</code>;
    case 'strong':
      return <strong className="font-semibold">{drawInline(node.children)}</strong>;
    case 'emphasis':
      return <em>{drawInline(node.children)}</em>;
    case 'link':
      return (
        <a
          href={node.href}
          target="_blank"
          rel="noopener noreferrer"
          className="text-accent underline underline-offset-2 hover:text-accent-strong"
        >
          {drawInline(node.children)}
        </a>
      );
    case 'break':
      return <br />;
  }
}
