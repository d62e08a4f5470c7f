import type { TestSuite } from '#core/test-suite.ts';
import { type CaseDraft, type ComparisonDraft, draftOf, MEGABYTE, type SuiteDraft } from './suite-draft.ts';

/** Cases that fit into so many characters stand on one line. */
const MAX_LINE = 100;

/** A key and the JSON text of its value. */
type Field = readonly [key: string, json: string];

/** Tests as JSON that people can read and edit: what is as usual is left out. */
export function writeTests(suite: TestSuite): string {
  return writeDraft(draftOf(suite));
}

/**
 * What a form holds as JSON text. Values are taken over as they were typed, so that nothing is lost where one of
 * them is no JSON yet; `readTests` then says what is wrong with the text.
 */
export function writeDraft(draft: SuiteDraft): string {
  const fields: Field[] = [['kind', quote(draft.kind)]];
  if (draft.kind === 'function') {
    fields.push(['function', quote(draft.function.trim())]);
    const types = splitTypes(draft.parameters);
    if (types.length > 0) fields.push(['parameters', `[${types.map(quote).join(', ')}]`]);
    if (draft.returns.trim()) fields.push(['returns', quote(draft.returns.trim())]);
  }
  const comparison = comparisonFields(draft.comparison);
  if (comparison.length > 0) fields.push(['comparison', onOneLine(comparison)]);
  const cases = draft.cases.map((one) => writeCase(caseFields(one, draft.kind)));
  fields.push(['cases', cases.length > 0 ? `[\n${cases.join(',\n')}\n  ]` : '[]']);
  return `{\n${fields.map(([key, json]) => `  ${quote(key)}: ${json}`).join(',\n')}\n}\n`;
}

/** Types as somebody lists them: commas or spaces between. */
export function splitTypes(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function comparisonFields({ type, tolerance, anyOrder, language, source }: ComparisonDraft): Field[] {
  const head: Field = ['type', quote(type)];
  if (type === 'checker') return [head, ['language', quote(language)], ['source', quote(source)]];
  const fields: Field[] = [];
  const hasTolerance = type === 'equal' || type === 'tokens';
  if (hasTolerance && tolerance.trim() !== '' && tolerance.trim() !== '0')
    fields.push(['tolerance', tolerance]);
  if (type === 'equal' && anyOrder) fields.push(['anyOrder', 'true']);
  const isUsual = fields.length === 0 && (type === 'equal' || type === 'lines');
  return isUsual ? [] : [head, ...fields];
}

function caseFields(one: CaseDraft, kind: TestSuite['kind']): Field[] {
  const name = one.name.trim();
  const weight = one.weight.trim();
  const timeMs = one.timeMs.trim();
  const memoryMb = one.memoryMb.trim();
  return [
    ...(name ? [['name', quote(name)] as const] : []),
    ...(kind === 'function'
      ? ([
          ['input', `[${one.input}]`],
          ['expected', one.expected],
        ] as const)
      : ([
          ['stdin', quote(one.input)],
          ['expected', quote(one.expected)],
        ] as const)),
    ...(one.hidden ? [['hidden', 'true'] as const] : []),
    ...(weight && weight !== '1' ? [['weight', weight] as const] : []),
    ...(timeMs ? [['timeMs', timeMs] as const] : []),
    ...(memoryMb ? [['memoryBytes', bytesOf(memoryMb)] as const] : []),
  ];
}

/** Megabytes in bytes; what is no number stays as it was typed. */
function bytesOf(memoryMb: string): string {
  const bytes = Math.round(Number(memoryMb) * MEGABYTE);
  return Number.isFinite(bytes) ? String(bytes) : memoryMb;
}

function writeCase(fields: readonly Field[]): string {
  const line = `    ${onOneLine(fields)}`;
  if (line.length <= MAX_LINE) return line;
  return `    {\n${fields.map(([key, json]) => `      ${quote(key)}: ${json}`).join(',\n')}\n    }`;
}

function onOneLine(fields: readonly Field[]): string {
  return `{ ${fields.map(([key, json]) => `${quote(key)}: ${json}`).join(', ')} }`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
