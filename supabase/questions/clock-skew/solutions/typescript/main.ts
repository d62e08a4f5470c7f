class Clocks {
  private parent = new Map<string, string>();
  private ahead = new Map<string, number>(); // of its parent
  private size = new Map<string, number>();

  /** The root of a clock's group, and how far the clock is ahead of it. */
  find(name: string): { root: string; ahead: number } {
    const path: string[] = [];
    let root = name;
    for (;;) {
      const parent = this.parent.get(root);
      if (parent === undefined) break;
      path.push(root);
      root = parent;
    }
    let ahead = 0;
    for (const one of path.reverse()) {
      ahead += this.ahead.get(one) ?? 0;
      this.parent.set(one, root);
      this.ahead.set(one, ahead);
    }
    return { root, ahead };
  }

  /** Makes the root `a` be ahead of the root `b` by `n`. */
  join(a: string, b: string, n: number): void {
    const sizeA = this.size.get(a) ?? 1;
    const sizeB = this.size.get(b) ?? 1;
    if (sizeA > sizeB) {
      this.join(b, a, -n);
      return;
    }
    this.parent.set(a, b);
    this.ahead.set(a, n);
    this.size.set(b, sizeA + sizeB);
  }
}

function checkClocks(reports: string[]): string[] {
  const clocks = new Clocks();
  return reports.map((report) => {
    const [a, b, text] = report.split(' ');
    const left = clocks.find(a);
    const right = clocks.find(b);
    const isKnown = left.root === right.root;
    const known = left.ahead - right.ahead;
    if (text === '?') return isKnown ? `ahead ${known}` : 'unknown';
    const n = Number(text);
    if (isKnown) return known === n ? 'agrees' : `contradicts ${known}`;
    clocks.join(left.root, right.root, n + right.ahead - left.ahead);
    return 'new';
  });
}
