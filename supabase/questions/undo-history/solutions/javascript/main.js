function standingChoices(lines) {
  const done = [];
  let undone = [];
  for (const line of lines) {
    if (line === "undo") {
      if (done.length > 0) undone.push(done.pop());
    } else if (line === "redo") {
      if (undone.length > 0) done.push(undone.pop());
    } else {
      done.push(line.slice("set ".length));
      undone = [];
    }
  }
  return done;
}
