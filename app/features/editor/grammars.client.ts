/** Colouring by language. Each grammar is fetched when the first file of its language is opened. */
// First: grammars start Monaco's services, and features that come after that are unknown to it.
import './monaco.client.ts';
import 'monaco-editor/languages/definitions/cpp/register';
import 'monaco-editor/languages/definitions/css/register';
import 'monaco-editor/languages/definitions/go/register';
import 'monaco-editor/languages/definitions/html/register';
import 'monaco-editor/languages/definitions/java/register';
import 'monaco-editor/languages/definitions/javascript/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/pgsql/register';
import 'monaco-editor/languages/definitions/php/register';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/ruby/register';
import 'monaco-editor/languages/definitions/rust/register';
import 'monaco-editor/languages/definitions/shell/register';
import 'monaco-editor/languages/definitions/sql/register';
import 'monaco-editor/languages/definitions/typescript/register';
import 'monaco-editor/languages/definitions/yaml/register';
import { languages } from 'monaco-editor/editor';
import {
  JsxEmit,
  javascriptDefaults,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
import { JSON_CONFIGURATION, JSON_GRAMMAR } from './json-grammar.ts';
import { suggestPython } from './python-suggestions.ts';

/** What a program may use in the sandbox besides the language: Node's globals and modules, without their types. */
const NODE_GLOBALS = `
declare const process: any;
declare const Buffer: any;
declare function require(name: string): any;
declare const module: any;
declare const __dirname: string;
declare const __filename: string;
declare module 'node:*';
${['assert', 'crypto', 'events', 'fs', 'os', 'path', 'readline', 'stream', 'util'].map((name) => `declare module '${name}';`).join('\n')}
`;

/** Every file is a module of its own, so that two files may each have a `main`. TypeScript's `ModuleDetectionKind.Force`. */
const MODULE_DETECTION_FORCE = 3;

const COMPILER_OPTIONS = {
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleDetection: MODULE_DETECTION_FORCE,
  moduleResolution: ModuleResolutionKind.NodeJs,
  jsx: JsxEmit.Preserve,
  allowJs: true,
  allowImportingTsExtensions: true,
  allowNonTsExtensions: true,
  esModuleInterop: true,
  noEmit: true,
  strict: true,
};

for (const defaults of [typescriptDefaults, javascriptDefaults]) {
  defaults.setCompilerOptions(COMPILER_OPTIONS);
  defaults.addExtraLib(NODE_GLOBALS, 'file:///node_modules/@types/node/globals.d.ts');
  // Completion and imports see the other files of the room.
  defaults.setEagerModelSync(true);
}
// Plain JavaScript is not checked against types that nobody wrote.
javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true, noSyntaxValidation: false });

languages.registerCompletionItemProvider('python', { provideCompletionItems: suggestPython });

languages.register({ id: 'json', extensions: ['.json'], aliases: ['JSON'] });
languages.setMonarchTokensProvider('json', JSON_GRAMMAR);
languages.setLanguageConfiguration('json', JSON_CONFIGURATION);
