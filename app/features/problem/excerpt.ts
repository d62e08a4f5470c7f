import { type Block, parseBlocks } from './markdown-blocks.ts';
import { inlineText } from './markdown-inline.ts';

/** The words of a text in Markdown on one line, without its marks. */
export function excerptText(markdown: string): string {
  return parseBlocks(markdown).map(wordsOf).filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
}

function wordsOf(block: Block): string {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return inlineText(block.content);
    case 'quote':
      return block.blocks.map(wordsOf).join(' ');
    case 'list':
      return block.items.map((blocks) => blocks.map(wordsOf).join(' ')).join(' ');
    case 'code':
    case 'table':
    case 'rule':
      return '';
  }
}
