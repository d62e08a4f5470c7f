function decideAccess(rules, paths) {
  const root = createNode();
  for (const [index, rule] of rules.entries()) {
    let node = root;
    for (const part of rule.slice(1).split('/')) {
      const child = node.children.get(part) ?? createNode();
      node.children.set(part, child);
      node = child;
    }
    node.rule = index;
  }
  return paths.map((path) => findRule(root, path.slice(1).split('/')));
}

function createNode() {
  return { children: new Map(), rule: -1 };
}

function findRule(root, parts) {
  let found = -1;
  let level = [root]; // nodes that fit so far, the most specific first
  for (const part of parts) {
    const next = [];
    for (const node of level) {
      for (const name of [part, '*']) {
        const child = node.children.get(name);
        if (child) next.push(child);
      }
    }
    level = next;
    found = level.find(({ rule }) => rule >= 0)?.rule ?? found;
  }
  return found;
}
