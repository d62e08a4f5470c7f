/**
 * Writes the paths of a candidate's files as the candidate knows them: `main.py` instead of `/workspace/main.py`.
 * For what interpreters and compilers say on stderr; a path that is cut by the border of two texts stays as it is.
 */
export function shortenCandidatePaths(text: string): string {
  return text.replace(/(?<![\w./-])(?:file:\/\/)?\/workspace\/(?=[\w.])/g, '');
}
