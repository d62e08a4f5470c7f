import type { LanguageId } from '#core/languages.ts';

/** What people ask about most, and the words by which they do. */
export const TOPICS = {
  loop: /\b(loop|iterate|for each|foreach|while)\b/i,
  function: /\b(function|method|def|lambda)\b/i,
  condition: /\b(condition|if|else|ternary)\b/i,
  list: /\b(list|array|slice|vector|append|push)\b/i,
  map: /\b(dict|dictionary|map|hash ?map|hash ?table|object)\b/i,
  input: /\b(input|stdin|read a line|read line)\b/i,
  sort: /\b(sort|sorted|order by)\b/i,
} as const;
export type Topic = keyof typeof TOPICS;

/** How it is written. Languages that are missing have no examples here, and the assistant says so. */
export const EXAMPLES: Partial<Record<LanguageId, Record<Topic, string>>> = {
  python: {
    loop: 'for index, item in enumerate(items):\n    print(index, item)\n\nwhile items:\n    items.pop()',
    function: 'def area(width, height=1):\n    return width * height',
    condition: 'if x > 0:\n    ...\nelif x == 0:\n    ...\nelse:\n    ...',
    list: 'items = [1, 2]\nitems.append(3)\nlast = items[-1]',
    map: "ages = {'Ada': 36}\nages['Bob'] = 41\nage = ages.get('Eve', 0)",
    input: 'import sys\n\nfor line in sys.stdin:\n    numbers = [int(word) for word in line.split()]',
    sort: 'items.sort(key=lambda item: item.age, reverse=True)\nin_order = sorted(items)',
  },
  javascript: {
    loop: 'for (const [index, item] of items.entries()) {\n  console.log(index, item);\n}',
    function: 'function area(width, height = 1) {\n  return width * height;\n}',
    condition: 'if (x > 0) {\n  // …\n} else if (x === 0) {\n  // …\n} else {\n  // …\n}',
    list: 'const items = [1, 2];\nitems.push(3);\nconst last = items.at(-1);',
    map: "const ages = new Map([['Ada', 36]]);\nages.set('Bob', 41);\nconst age = ages.get('Eve') ?? 0;",
    input: "const lines = require('node:fs').readFileSync(0, 'utf8').split('\\n');",
    sort: 'items.sort((a, b) => b.age - a.age);',
  },
  typescript: {
    loop: 'for (const [index, item] of items.entries()) {\n  console.log(index, item);\n}',
    function: 'function area(width: number, height = 1): number {\n  return width * height;\n}',
    condition: 'if (x > 0) {\n  // …\n} else {\n  // …\n}',
    list: 'const items: number[] = [1, 2];\nitems.push(3);',
    map: "const ages = new Map<string, number>([['Ada', 36]]);\nconst age = ages.get('Eve') ?? 0;",
    input: "import { readFileSync } from 'node:fs';\n\nconst lines = readFileSync(0, 'utf8').split('\\n');",
    sort: 'items.sort((a, b) => b.age - a.age);',
  },
  java: {
    loop: 'for (int item : items) {\n    System.out.println(item);\n}',
    function: 'static int area(int width, int height) {\n    return width * height;\n}',
    condition: 'if (x > 0) {\n    // …\n} else {\n    // …\n}',
    list: 'List<Integer> items = new ArrayList<>(List.of(1, 2));\nitems.add(3);',
    map: 'Map<String, Integer> ages = new HashMap<>();\nages.put("Ada", 36);\nint age = ages.getOrDefault("Eve", 0);',
    input: 'Scanner in = new Scanner(System.in);\nwhile (in.hasNextInt()) sum += in.nextInt();',
    sort: 'items.sort(Comparator.comparing(Person::age).reversed());',
  },
  cpp: {
    loop: 'for (const auto& item : items) std::cout << item << "\\n";',
    function: 'int area(int width, int height = 1) {\n    return width * height;\n}',
    condition: 'if (x > 0) {\n    // …\n} else {\n    // …\n}',
    list: 'std::vector<int> items{1, 2};\nitems.push_back(3);',
    map: 'std::unordered_map<std::string, int> ages{{"Ada", 36}};\nif (auto found = ages.find("Eve"); found != ages.end()) age = found->second;',
    input: 'for (int number; std::cin >> number;) sum += number;',
    sort: 'std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.age > b.age; });',
  },
  go: {
    loop: 'for index, item := range items {\n\tfmt.Println(index, item)\n}',
    function: 'func area(width, height int) int {\n\treturn width * height\n}',
    condition: 'if x > 0 {\n\t// …\n} else {\n\t// …\n}',
    list: 'items := []int{1, 2}\nitems = append(items, 3)',
    map: 'ages := map[string]int{"Ada": 36}\nif age, ok := ages["Eve"]; ok {\n\tfmt.Println(age)\n}',
    input: 'scanner := bufio.NewScanner(os.Stdin)\nfor scanner.Scan() {\n\tline := scanner.Text()\n}',
    sort: 'sort.Slice(items, func(a, b int) bool { return items[a].Age > items[b].Age })',
  },
};
