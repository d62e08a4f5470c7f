function filterTickets(query, tickets) {
  const words = query.match(/[()]|[^\s()]+/g) ?? [];
  const test = words.length === 0 ? () => true : parse(words);
  return [...tickets.keys()].filter((i) => test(collectPairs(tickets[i])));
}

/** The pairs of a ticket, and name:* for each of its names. */
function collectPairs(ticket) {
  const pairs = ticket.split(' ').filter((pair) => pair !== '');
  return new Set(pairs.flatMap((pair) => [pair, `${pair.slice(0, pair.indexOf(':'))}:*`]));
}

function parse(words) {
  let at = 0;

  function parseOr() {
    const parts = [parseAnd()];
    while (words[at] === 'or') {
      at++;
      parts.push(parseAnd());
    }
    return (ticket) => parts.some((part) => part(ticket));
  }

  function parseAnd() {
    const parts = [parseOne()];
    while (at < words.length && words[at] !== 'or' && words[at] !== ')') {
      if (words[at] === 'and') at++;
      parts.push(parseOne());
    }
    return (ticket) => parts.every((part) => part(ticket));
  }

  function parseOne() {
    let isNegated = false;
    for (; words[at] === 'not'; at++) isNegated = !isNegated;
    const word = words[at++];
    let inner = (ticket) => ticket.has(word);
    if (word === '(') {
      inner = parseOr();
      at++;
    }
    return isNegated ? (ticket) => !inner(ticket) : inner;
  }

  return parseOr();
}
