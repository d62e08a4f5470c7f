/** Where Monaco makes its reasons for changes; the package has no types for it. */
declare module 'monaco-editor/editor/common/textModelEditSource.js' {
  type Source = 'cursor' | 'suggest' | 'snippet' | 'applyEdits' | 'setValue';
  export const EditSources: Record<Source, (data?: object) => object>;
}
