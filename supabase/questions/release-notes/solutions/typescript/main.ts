function formatNotes(notes: string[], width: number): string[] {
  return notes.flatMap((note) => {
    const words = note.split(' ').filter((word) => word !== '');
    return wrap(words, width - 2).map((line, i) => (i === 0 ? '- ' : '  ') + line);
  });
}

function wrap(words: string[], room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of words.flatMap((word) => cut(word, room))) {
    if (line !== '' && line.length + 1 + piece.length > room) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? piece : ` ${piece}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}

function cut(word: string, room: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += room) pieces.push(word.slice(at, at + room));
  return pieces;
}
