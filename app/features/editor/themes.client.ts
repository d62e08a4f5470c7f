import { monaco } from './monaco.client.ts';
import { readColours } from './page-colours.client.ts';

/** Colours of code by token, from `editor.css`; Monaco wants rules of its own. */
const TOKEN_RULES: readonly (readonly [token: string, variable: string, style?: string])[] = [
  ['', '--ink'],
  ['comment', '--code-comment', 'italic'],
  ['keyword', '--code-keyword'],
  ['operator', '--ink-soft'],
  ['delimiter', '--ink-soft'],
  ['string', '--code-string'],
  ['string.escape', '--code-string'],
  ['string.invalid', '--bad'],
  ['invalid', '--bad'],
  ['regexp', '--code-string'],
  ['number', '--code-number'],
  ['constant', '--code-number'],
  ['variable', '--code-type'],
  ['variable.predefined', '--code-type'],
  ['type', '--code-type'],
  ['type.identifier', '--code-type'],
  ['tag', '--code-keyword'],
  ['attribute.name', '--code-type'],
  ['attribute.value', '--code-string'],
  ['annotation', '--code-type'],
  ['metatag', '--code-keyword'],
  ['strong', '--ink', 'bold'],
  ['emphasis', '--ink', 'italic'],
];

/** Colours of the editor's own surfaces; `alpha` where the text below must stay readable. */
const SURFACE_COLOURS: Record<string, readonly [variable: string, alpha?: number]> = {
  'editor.background': ['--surface'],
  'editor.foreground': ['--ink'],
  'editorLineNumber.foreground': ['--line-number'],
  'editorLineNumber.activeForeground': ['--ink-soft'],
  'editorCursor.foreground': ['--accent'],
  'editor.selectionBackground': ['--accent', 0.24],
  'editor.inactiveSelectionBackground': ['--accent', 0.14],
  'editor.selectionHighlightBackground': ['--accent', 0.12],
  'editor.wordHighlightBackground': ['--accent', 0.12],
  'editor.wordHighlightStrongBackground': ['--accent', 0.18],
  'editor.lineHighlightBackground': ['--hover', 0.55],
  'editor.lineHighlightBorder': ['--hover', 0],
  'editor.findMatchBackground': ['--warn', 0.42],
  'editor.findMatchHighlightBackground': ['--warn', 0.22],
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((n) => [`editorBracketHighlight.foreground${n}`, ['--ink-soft'] as const]),
  ),
  'editorBracketHighlight.unexpectedBracket.foreground': ['--bad'],
  'editorBracketMatch.background': ['--accent', 0.16],
  'editorBracketMatch.border': ['--accent', 0.5],
  'editorIndentGuide.background1': ['--line', 0.8],
  'editorIndentGuide.activeBackground1': ['--line-strong', 0.7],
  'editorWhitespace.foreground': ['--line-strong', 0.5],
  'editorGutter.background': ['--surface'],
  'editorWidget.background': ['--raised'],
  'editorWidget.foreground': ['--ink'],
  'editorWidget.border': ['--line'],
  'editorHoverWidget.background': ['--raised'],
  'editorHoverWidget.border': ['--line'],
  'editorSuggestWidget.background': ['--raised'],
  'editorSuggestWidget.border': ['--line'],
  'editorSuggestWidget.foreground': ['--ink'],
  'editorSuggestWidget.selectedBackground': ['--accent-wash'],
  'editorSuggestWidget.selectedForeground': ['--ink'],
  'editorSuggestWidget.highlightForeground': ['--accent'],
  'editorSuggestWidget.focusHighlightForeground': ['--accent'],
  'editorError.foreground': ['--bad'],
  'editorWarning.foreground': ['--warn'],
  'editorInfo.foreground': ['--accent'],
  'editorOverviewRuler.border': ['--surface', 0],
  'scrollbar.shadow': ['--surface', 0],
  'scrollbarSlider.background': ['--line-strong', 0.28],
  'scrollbarSlider.hoverBackground': ['--line-strong', 0.45],
  'scrollbarSlider.activeBackground': ['--line-strong', 0.6],
  'input.background': ['--surface'],
  'input.foreground': ['--ink'],
  'input.border': ['--line-strong'],
  'input.placeholderForeground': ['--ink-faint'],
  'inputOption.activeBackground': ['--accent-wash'],
  'inputOption.activeForeground': ['--accent'],
  'inputOption.activeBorder': ['--accent', 0],
  'list.hoverBackground': ['--hover'],
  'list.activeSelectionBackground': ['--accent-wash'],
  'list.activeSelectionForeground': ['--ink'],
  'list.focusBackground': ['--accent-wash'],
  'list.focusForeground': ['--ink'],
  'list.highlightForeground': ['--accent'],
  'menu.background': ['--raised'],
  'menu.foreground': ['--ink'],
  'menu.selectionBackground': ['--hover'],
  'menu.selectionForeground': ['--ink'],
  'menu.separatorBackground': ['--line'],
  'menu.border': ['--line'],
  'widget.shadow': ['--ink', 0.16],
  'widget.border': ['--line'],
  focusBorder: ['--accent'],
  foreground: ['--ink'],
  descriptionForeground: ['--ink-soft'],
  'icon.foreground': ['--ink-soft'],
  'textLink.foreground': ['--accent'],
  'textLink.activeForeground': ['--accent'],
  'badge.background': ['--accent'],
  'badge.foreground': ['--accent-ink'],
  'editorLink.activeForeground': ['--accent'],
};

/** Gives the editor the page's present colours. Call again when the page changes between light and dark. */
export function applyTheme(): void {
  const theme = readColours((hex) => {
    const isDark =
      getComputedStyle(document.documentElement).colorScheme.includes('dark') &&
      isDarkColour(hex('--surface'));
    return {
      base: isDark ? ('vs-dark' as const) : ('vs' as const),
      inherit: true,
      rules: TOKEN_RULES.map(([token, variable, fontStyle]) => ({
        token,
        foreground: hex(variable).slice(1, 7),
        ...(fontStyle && { fontStyle }),
      })),
      colors: Object.fromEntries(
        Object.entries(SURFACE_COLOURS).map(([name, [variable, alpha]]) => [name, hex(variable, alpha)]),
      ),
    };
  });
  monaco.editor.defineTheme('interlace', theme);
  monaco.editor.setTheme('interlace');
}

function isDarkColour(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.3 + green * 0.6 + blue * 0.1 < 128;
}
