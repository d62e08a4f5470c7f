/**
 * Monaco from our own bundle, with the features the room uses and no others: all of them would double its size.
 * Nothing is fetched from elsewhere; workers are files of this site.
 */
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoSymbol/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/links/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
// 0.57's suggest feature leaves out the widget itself.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import workers from 'virtual:monaco-workers';
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';

self.MonacoEnvironment = {
  getWorker(_moduleId, label) {
    const isScript = label === 'typescript' || label === 'javascript';
    return new Worker(isScript ? workers.typescript : workers.editor, { name: label });
  },
};

// At the top level and never again: without `monaco` a later call would bring back the address of a CDN.
loader.config({ monaco: monaco as unknown as NonNullable<Parameters<typeof loader.config>[0]['monaco']> });

export { monaco };
