/** An error that programs of some languages print, and what it means. `$1` stands for what the pattern caught. */
interface KnownError {
  pattern: RegExp;
  words: string;
}

/** Errors that people meet most, by what runtimes and compilers print. The first that fits counts. */
export const KNOWN_ERRORS: readonly KnownError[] = [
  // Python
  {
    pattern: /NameError: name '([^']+)' is not defined/,
    words:
      '`$1` is used before anything of that name exists: check the spelling, and that it is assigned or imported above this line, in the same function or outside of it.',
  },
  {
    pattern: /IndentationError: expected an indented block/,
    words:
      'After a line that ends in a colon Python expects at least one line that is indented further. Indent the body, or write `pass`.',
  },
  {
    pattern: /IndentationError|TabError/,
    words:
      'The indentation of this line fits none of the lines above it. Use four spaces for each level, and never tabs and spaces together.',
  },
  {
    pattern: /SyntaxError: (expected ':'|invalid syntax|'[^']+' was never closed|unmatched '[^']+')/,
    words:
      'Python cannot read this line ($1). Look for a missing colon, a bracket or a quote that is not closed, here or at the end of the line before.',
  },
  {
    pattern: /UnboundLocalError: .*'([^']+)'/,
    words:
      '`$1` is assigned somewhere in this function, so it is local in all of it, and it is read before it has a value. Assign it first, or pass it in.',
  },
  {
    pattern: /IndexError: (.+)/,
    words:
      'A position beyond the end was asked for ($1). A list of n items has the positions 0 to n - 1; look at the ends of the loop, and at an empty list.',
  },
  {
    pattern: /KeyError: (.+)/,
    words: 'The dictionary has no key $1. Ask with `key in d` first, or read with `d.get(key, default)`.',
  },
  {
    pattern: /AttributeError: 'NoneType' object has no attribute '([^']+)'/,
    words:
      'Something is `None` where an object with `.$1` was expected. Often a function that returns nothing: check its `return`.',
  },
  {
    pattern: /AttributeError: (.+)/,
    words: 'The object has nothing of that name ($1). Check the spelling, and the type of the object.',
  },
  {
    pattern: /ZeroDivisionError/,
    words: 'Something is divided by zero. Look where the divisor comes from, an empty list perhaps.',
  },
  {
    pattern: /RecursionError/,
    words:
      'The function calls itself without end. Check that each call comes nearer to the case that returns at once.',
  },
  {
    pattern: /ModuleNotFoundError: No module named '([^']+)'/,
    words:
      'There is no module `$1` here. The sandbox has the standard library; your own files are imported by their names.',
  },
  {
    pattern: /ValueError: invalid literal for int\(\) with base 10: (.+)/,
    words:
      '`int()` was given $1, which is no whole number. Look for spaces, an empty line or a decimal point in the input.',
  },
  {
    pattern: /TypeError: ([\w.]+\(\) (?:missing|takes) .+)/,
    words:
      'The call and the definition of the function differ: $1. Compare their arguments; a method has `self` first.',
  },
  {
    pattern: /TypeError: (unsupported operand|can only concatenate|'[^']+' object is not .+)(.*)/,
    words:
      'Values of types that do not go together meet here: $1$2. Print `type(...)` of both, then convert one.',
  },
  // JavaScript and TypeScript
  {
    pattern:
      /TypeError: Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '([^']+)'\)/,
    words:
      'Something is `$1` where an object with `.$2` was expected. Look where the value before the dot comes from: a missing element, a function without `return`, or a promise that nobody awaits.',
  },
  {
    pattern: /TypeError: (.+) is not a function/,
    words:
      '`$1` is called and is no function. Check the spelling, and what it really is: a property, or `undefined`.',
  },
  {
    pattern: /TypeError: (.+) is not iterable/,
    words:
      '`$1` cannot be gone through. `for…of` and spreading want an array, a string, a Map or a Set; for an object use `Object.entries`.',
  },
  {
    pattern: /TypeError: Assignment to constant variable/,
    words: 'A `const` is assigned again. Declare it with `let` where it has to change.',
  },
  {
    pattern: /ReferenceError: (\S+) is not defined/,
    words: '`$1` does not exist where it is used: check the spelling, and in which block it is declared.',
  },
  {
    pattern: /ReferenceError: Cannot access '([^']+)' before initialization/,
    words: '`$1` is used above the line that declares it. Move the declaration up.',
  },
  {
    pattern: /RangeError: Maximum call stack size exceeded/,
    words: 'A function calls itself without end. Check the case in which it returns at once.',
  },
  {
    pattern: /error TS\d+: (.+)/,
    words:
      'TypeScript says: $1 The types on both sides do not fit; compare the declaration with what is given.',
  },
  {
    pattern: /SyntaxError: (.+)/,
    words:
      'The line cannot be read: $1. Look for a bracket, a quote or a comma that is missing, here or just above.',
  },
  // Java, before C and C++, whose words are shorter
  {
    pattern: /error: cannot find symbol(?:[\s\S]*?symbol:\s+(?:variable|method|class)\s+([^\s(]+))?/,
    words:
      'The compiler knows no `$1`. Check the spelling and the capitals, that it is declared in this scope, and that its class is imported.',
  },
  {
    pattern: /error: incompatible types: (.+)/,
    words: 'The value does not fit the declared type: $1. Convert it, or change the declaration.',
  },
  {
    pattern: /error: missing return statement/,
    words: 'One way through the method ends without a `return`. Add one for the case that no `if` takes.',
  },
  {
    pattern: /error: (?:class, interface|reached end of file|illegal start)/,
    words: 'The braces do not fit: one `{` or `}` is missing or too many, probably above this line.',
  },
  {
    pattern: /NullPointerException(?:: (.+))?/,
    words: 'Something is `null` where an object is needed. $1 Look where it should have been set.',
  },
  {
    pattern: /ArrayIndexOutOfBoundsException: (.+)/,
    words: 'A position beyond the array: $1. The last one is `length - 1`.',
  },
  {
    pattern: /error: (?:expected )?';'(?: expected)?/,
    words: 'A semicolon is missing, at the end of this line or of the one before.',
  },
  // C and C++
  {
    pattern: /error: '([^']+)' (?:undeclared|was not declared in this scope)/,
    words: '`$1` is not declared where it is used: check the spelling and the `#include` that it needs.',
  },
  {
    pattern: /undefined reference to [`']([^']+)'/,
    words: '`$1` is declared and defined nowhere that is linked: write its body, or check its name.',
  },
  {
    pattern: /[Ss]egmentation fault/,
    words:
      'The program touched memory that is not its own: an index beyond an array, a null pointer, or a pointer to something that is gone.',
  },
  // Go
  {
    pattern: /undefined: (\S+)/,
    words: 'Go knows no `$1` here: check the spelling, the import and the capital letter of exported names.',
  },
  {
    pattern: /declared and not used: (\S+)/,
    words: '`$1` is declared and never read, which Go refuses. Use it, remove it, or write `_`.',
  },
  {
    pattern: /"([^"]+)" imported and not used/,
    words: 'The import `$1` is not used, which Go refuses. Remove it.',
  },
  {
    pattern: /panic: runtime error: (.+)/,
    words:
      'The program stopped at runtime: $1. Check lengths before indexing, and `nil` before using a pointer or a map.',
  },
  // Rust
  {
    pattern: /error\[E0382\]: .*`([^`]+)`/,
    words: '`$1` was moved and is used again. Borrow it with `&`, or clone it before.',
  },
  {
    pattern: /error\[E0308\]/,
    words:
      'The types do not match: compare what is expected with what is found in the lines below the error.',
  },
  {
    pattern: /error\[E\d+\]: (.+)/,
    words: 'The compiler says: $1. It usually names the fix in the lines that follow.',
  },
];

/** What each verdict of a run without a known error means. */
export const VERDICT_WORDS: Record<string, string> = {
  time_limit:
    'The program ran out of time. Look for a loop that does not end, input that nobody types, or work that grows too fast with the input.',
  memory_limit:
    'The program used more memory than it may. Look for a list or a recursion that grows without end.',
  output_limit: 'The program printed more than it may. Look for a `print` in a loop that does not end.',
  wrong_answer: 'The program ran and gave another answer than expected.',
};
