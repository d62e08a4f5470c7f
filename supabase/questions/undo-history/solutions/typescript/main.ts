function standingChoices(lines: string[]): string[] {
  const done: string[] = [];
  let undone: string[] = [];
  for (const line of lines) {
    if (line === "undo") {
      const last = done.pop();
      if (last !== undefined) undone.push(last);
    } else if (line === "redo") {
      const last = undone.pop();
      if (last !== undefined) done.push(last);
    } else {
      done.push(line.slice("set ".length));
      undone = [];
    }
  }
  return done;
}
