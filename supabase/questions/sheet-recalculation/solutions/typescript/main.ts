function recalculate(cells: string[]): string[] {
  const formulas = new Map<string, string[]>();
  for (const cell of cells) {
    const [name, formula] = cell.split('=');
    formulas.set(name.trim(), formula.match(/[A-Z][A-Z0-9]*|\d+|[-+*()]/g) ?? []);
  }
  const needs = new Map<string, string[]>();
  for (const [name, words] of formulas) {
    needs.set(
      name,
      words.filter((word) => formulas.has(word)),
    );
  }

  const shown = new Map<string, string>();
  for (const group of findGroups(needs)) {
    for (const name of group) {
      const words = formulas.get(name) ?? [];
      const isBroken = (word: string): boolean => isName(word) && (shown.get(word) ?? '#').startsWith('#');
      if (group.length > 1 || words.includes(name)) shown.set(name, '#CIRCLE');
      else if (words.some(isBroken)) shown.set(name, '#ERROR');
      else shown.set(name, `${evaluate(words, shown)}`);
    }
  }
  return [...formulas.keys()].map((name) => shown.get(name) ?? '');
}

function isName(word: string): boolean {
  return /^[A-Z]/.test(word);
}

/** Strongly connected components (Tarjan), those that are needed first. */
function findGroups(needs: Map<string, string[]>): string[][] {
  const nodes = new Map(
    [...needs.keys()].map((name) => [name, { name, index: -1, low: -1, isOpen: false, next: 0 }]),
  );
  type TreeNode = { name: string; index: number; low: number; isOpen: boolean; next: number };
  const groups: string[][] = [];
  const open: TreeNode[] = [];
  let count = 0;

  for (const root of nodes.values()) {
    if (root.index >= 0) continue;
    const work: TreeNode[] = [];
    const enter = (node: TreeNode): void => {
      node.index = node.low = count++;
      node.isOpen = true;
      open.push(node);
      work.push(node);
    };
    enter(root);
    while (work.length > 0) {
      const node = work[work.length - 1];
      const child = nodes.get(needs.get(node.name)?.[node.next++] ?? '');
      if (child && child.index < 0) {
        enter(child);
      } else if (child) {
        if (child.isOpen) node.low = Math.min(node.low, child.index);
      } else {
        work.pop();
        const parent = work[work.length - 1];
        if (parent) parent.low = Math.min(parent.low, node.low);
        if (node.low === node.index) groups.push(closeGroup(open, node));
      }
    }
  }
  return groups;
}

function closeGroup<T extends { name: string; isOpen: boolean }>(open: T[], first: T): string[] {
  const group: string[] = [];
  for (;;) {
    const node = open.pop();
    if (!node) return group;
    node.isOpen = false;
    group.push(node.name);
    if (node === first) return group;
  }
}

function evaluate(words: string[], shown: Map<string, string>): number {
  let at = 0;

  function parseSum(): number {
    let value = parseProduct();
    while (words[at] === '+' || words[at] === '-') {
      const isPlus = words[at++] === '+';
      const other = parseProduct();
      value = isPlus ? value + other : value - other;
    }
    return value;
  }

  function parseProduct(): number {
    let value = parsePart();
    while (words[at] === '*') {
      at++;
      value *= parsePart();
    }
    return value;
  }

  function parsePart(): number {
    const word = words[at++];
    if (word !== '(') return Number(shown.get(word) ?? word);
    const value = parseSum();
    at++;
    return value;
  }

  return parseSum() + 0; // never -0
}
