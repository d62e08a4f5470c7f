function numberHeadings(lines) {
  const stack = [{ level: 0, number: '', under: 0 }];
  return findHeadings(lines).map(({ level, text }) => {
    while (stack[stack.length - 1].level >= level) stack.pop();
    const parent = stack[stack.length - 1];
    parent.under++;
    const number = parent.number === '' ? `${parent.under}` : `${parent.number}.${parent.under}`;
    stack.push({ level, number, under: 0 });
    return `${number} ${text}`;
  });
}

function findHeadings(lines) {
  const found = [];
  let isInFence = false;
  for (const line of lines) {
    if (line.startsWith('```')) {
      isInFence = !isInFence;
      continue;
    }
    const match = /^(#+) +(\S.*)$/.exec(line);
    if (match && !isInFence) found.push({ level: match[1].length, text: match[2].trimEnd() });
  }
  return found;
}
