/**
 * Names under which a function may be found: as it is written in the tests, then in snake_case, camelCase and
 * PascalCase, so that one suite serves languages of different habits.
 */
export function listFunctionNames(name: string): string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g)?.map((word) => word.toLowerCase()) ?? [];
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return [...new Set([name, words.join('_'), camel, pascal])].filter(Boolean);
}
