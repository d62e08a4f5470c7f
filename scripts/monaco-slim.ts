import path from 'node:path';
import type { Plugin } from 'vite';

/** Below this folder of the monaco-editor package lie the modules named here. */
export const MONACO_ROOT = 'node_modules/monaco-editor/esm/vs/';

const EMPTY_CONTROLLER = (name: string) =>
  `export class ${name} { static ID = 'slim.${name}'; static get() { return null; } }`;
const EMPTY_CLASSES = (...names: string[]) => names.map((name) => `export class ${name} {}`).join('\n');

/**
 * Parts of Monaco that the room never shows, yet that its core imports statically: together a fifth of the
 * room's JavaScript. Each is replaced by classes of the same names, which nothing constructs because the
 * option or command that would is off. `monaco-slim.test.ts` fails when an upgrade moves one of them.
 */
export const SLIM_MODULES: Record<string, string> = {
  // Diff editors: nothing calls createDiffEditor.
  'editor/browser/widget/diffEditor/diffEditorWidget.js': EMPTY_CLASSES('DiffEditorWidget'),
  'editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js': EMPTY_CLASSES('MultiDiffEditorWidget'),
  'editor/common/diff/linesDiffComputers.js': 'export const linesDiffComputers = {};',
  // Drawing by GPU: experimentalGpuAcceleration stays off.
  'editor/browser/gpu/viewGpuContext.js': EMPTY_CLASSES('ViewGpuContext'),
  'editor/browser/viewParts/viewLinesGpu/viewLinesGpu.js': EMPTY_CLASSES('ViewLinesGpu'),
  'editor/browser/viewParts/rulersGpu/rulersGpu.js': EMPTY_CLASSES('RulersGpu'),
  'editor/browser/viewParts/gpuMark/gpuMark.js': EMPTY_CLASSES('GpuMarkOverlay'),
  // The minimap stays off, but the view holds one and asks it for its element.
  'editor/browser/viewParts/minimap/minimap.js': `
    import { createFastDomNode } from '../../../../base/browser/fastDomNode.js';
    import { ViewPart } from '../../view/viewPart.js';
    export class Minimap extends ViewPart {
      #domNode = createFastDomNode(document.createElement('div'));
      getDomNode() { return this.#domNode; }
      prepareRender() {}
      render() {}
    }`,
  // Drop-down lists in toolbars of actions: no toolbar of the editor has one.
  'base/browser/ui/selectBox/selectBoxCustom.js': EMPTY_CLASSES('SelectBoxList'),
  // Monaco's own command palette: the room has one for everything, editor included.
  'platform/quickinput/browser/quickInputController.js': EMPTY_CLASSES('QuickInputController'),
  // Quick fixes, peek, paste-as, inlay hints, colour picker, inline suggestions: features that are not loaded.
  'editor/contrib/codeAction/browser/codeActionController.js': EMPTY_CONTROLLER('CodeActionController'),
  'editor/contrib/gotoSymbol/browser/peek/referencesController.js': EMPTY_CONTROLLER('ReferencesController'),
  'editor/contrib/dropOrPasteInto/browser/copyPasteController.js': EMPTY_CONTROLLER('CopyPasteController'),
  'editor/contrib/inlayHints/browser/inlayHintsHover.js': EMPTY_CLASSES('InlayHintsHover'),
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPickerParticipant.js': EMPTY_CLASSES(
    'ColorHover',
    'HoverColorPickerParticipant',
  ),
  'editor/contrib/inlineCompletions/browser/hintsWidget/inlineCompletionsHintsWidget.js':
    'export class InlineSuggestionHintsContentWidget { static dropDownVisible = false; }',
  // Tree-sitter colouring: no grammar of it is registered.
  'editor/common/model/tokens/treeSitter/treeSitterSyntaxTokenBackend.js': EMPTY_CLASSES(
    'TreeSitterSyntaxTokenBackend',
  ),
  // Trees and tables: only the parts above show them.
  'base/browser/ui/tree/abstractTree.js':
    'export const TreeFindMode = {}; export const TreeFindMatchType = {}; export const RenderIndentGuides = {};\n' +
    EMPTY_CLASSES('AbstractTree'),
  'base/browser/ui/tree/asyncDataTree.js': EMPTY_CLASSES('AsyncDataTree', 'CompressibleAsyncDataTree'),
  'base/browser/ui/tree/dataTree.js': EMPTY_CLASSES('DataTree'),
  'base/browser/ui/tree/objectTree.js': EMPTY_CLASSES('ObjectTree', 'CompressibleObjectTree'),
  'base/browser/ui/table/tableWidget.js': EMPTY_CLASSES('Table'),
  // The stock one imports every feature of Monaco, which would then load with the first TypeScript file.
  'internal/common/workers.js': `
    import { editor } from '../../editor/editor.api.js';
    export function createWebWorker({ label, createData, host, keepIdleModels }) {
      const worker = Promise.resolve(globalThis.MonacoEnvironment.getWorker('workerMain.js', label)).then((it) => {
        it.postMessage('ignore');
        it.postMessage(createData);
        return it;
      });
      return editor.createWebWorker({ worker, host, keepIdleModels });
    }`,
};

/** `new Worker(new URL('ts.worker.js', …))` in Monaco: Vite would bundle a second copy of each worker for it. */
const OWN_WORKER = /createWorker: \(\) => new Worker\(new URL\([^)]*\)[^)]*\),?/g;
const OWN_WORKER_ADDRESS = /esmModuleLocationBundler: \(\) => new URL\([^)]*\),?/g;

/** Leaves out of the browser's bundle what the room does not use of Monaco. */
export function monacoSlim(): Plugin {
  return {
    name: 'interlace-monaco-slim',
    enforce: 'pre',
    load(id) {
      const module = moduleOf(id);
      return module === null ? null : (SLIM_MODULES[module] ?? null);
    },
    transform(code, id) {
      if (moduleOf(id) === null) return null;
      if (!code.includes('createWorker: () =>') && !code.includes('esmModuleLocationBundler: () =>'))
        return null;
      return { code: code.replace(OWN_WORKER, '').replace(OWN_WORKER_ADDRESS, ''), map: null };
    },
  };
}

/** The same for esbuild, which prepares dependencies for Vite's development server. */
export const monacoSlimForEsbuild = {
  name: 'interlace-monaco-slim',
  setup(build: import('esbuild').PluginBuild) {
    build.onLoad({ filter: /monaco-editor[\\/]esm[\\/]vs[\\/].*\.js$/ }, ({ path: file }) => {
      const contents = SLIM_MODULES[moduleOf(file) ?? ''];
      return contents === undefined ? null : { contents, loader: 'js', resolveDir: path.dirname(file) };
    });
  },
};

function moduleOf(id: string): string | null {
  const file = id.replaceAll('\\', '/').replace(/\?.*$/, '');
  const at = file.lastIndexOf(MONACO_ROOT);
  return at < 0 ? null : file.slice(at + MONACO_ROOT.length);
}
