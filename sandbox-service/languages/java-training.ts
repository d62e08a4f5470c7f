import { CACHE_TARGET, type CacheRecipe } from '../toolchain-cache.ts';
import { BASE_ENV, type Step } from './language.ts';

const ARCHIVE = `${CACHE_TARGET}/javac.jsa`;

/** What makes the compiler start from the archive of its own classes; without one that fits it starts as ever. */
export const ARCHIVE_FLAG = `-J-XX:SharedArchiveFile=${ARCHIVE}`;

/** A program with something of everything: the classes that the compiler needs for it go into the archive. */
const TRAINING = `import java.io.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class Training {
    interface Shape { double area(); }
    record Circle(double radius) implements Shape { public double area() { return Math.PI * radius * radius; } }
    enum Colour { RED, GREEN { @Override public String toString() { return "green"; } } }
    static class Node<T extends Comparable<T>> {
        T value; Node<T> left, right;
        Node(T value) { this.value = value; }
        void insert(T other) {
            if (other.compareTo(value) < 0) { if (left == null) left = new Node<>(other); else left.insert(other); }
            else if (right == null) right = new Node<>(other); else right.insert(other);
        }
    }
    static int[] twoSum(int[] numbers, int target) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            Integer at = seen.get(target - numbers[i]);
            if (at != null) return new int[] {at, i};
            seen.put(numbers[i], i);
        }
        throw new IllegalArgumentException("none in " + Arrays.toString(numbers));
    }
    public static void main(String[] args) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
            List<String> lines = in.lines().map(String::trim).filter(line -> !line.isEmpty()).collect(Collectors.toList());
            Map<String, List<Integer>> groups = new TreeMap<>(Comparator.reverseOrder());
            for (String line : lines) groups.computeIfAbsent(line, key -> new ArrayList<>()).add(line.length());
            groups.forEach((key, value) -> System.out.printf("%s %s%n", key, value));
        } catch (UncheckedIOException | IllegalStateException error) {
            System.err.println(error.getMessage());
        } finally {
            System.out.println(Colour.GREEN);
        }
        PriorityQueue<int[]> queue = new PriorityQueue<>((a, b) -> Integer.compare(a[0], b[0]));
        queue.add(twoSum(new int[] {1, 2}, 3));
        Deque<Character> stack = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        for (char one : "([])".toCharArray()) switch (one) { case '(', '[' -> stack.push(one); default -> text.append(stack.pop()); }
        Function<Integer, Integer> twice = x -> x * 2;
        Supplier<Shape> shape = () -> new Circle(1.5);
        Object some = shape.get();
        String said = some instanceof Circle circle ? "circle " + circle.radius() : "other";
        long[][] grid = new long[3][4];
        outer:
        for (long[] row : grid) for (int i = 0; ; i++) { if (i >= row.length) continue outer; row[i] += twice.apply(i) << 1; }
        int sum = IntStream.rangeClosed(1, 5).boxed().mapToInt(Integer::intValue).sum();
        Iterator<Integer> numbers = new Iterator<>() {
            int next = 0;
            public boolean hasNext() { return next < 3; }
            public Integer next() { return next++; }
        };
        while (numbers.hasNext()) sum += numbers.next();
        synchronized (queue) { assert sum > 0 : said; }
        System.out.println(said + sum + text + Optional.ofNullable(queue.poll()).isPresent());
        new Thread(() -> System.out.println(Colour.valueOf("RED").ordinal())).start();
    }
}
`;

/** How the archive of the compiler's classes is made: by a compiler that writes down which it used. */
export function buildArchiveRecipe(options: {
  /** The compiler with all flags that it is started with. */
  compiler: readonly string[];
  toolchain: string;
}): CacheRecipe {
  const [javac = '', ...flags] = options.compiler;
  const step = (...more: string[]): Step => ({
    argv: [javac, ...more, ...flags, '-d', '/build', 'Training.java'],
    env: BASE_ENV,
    mounts: [],
  });
  return {
    name: 'java',
    toolchain: options.toolchain,
    files: [{ path: 'Training.java', text: TRAINING }],
    make: [step(`-J-XX:ArchiveClassesAtExit=${ARCHIVE}`)],
    // The machine's own flag for an archive that must be used; the compiler's flags leave it the choice.
    prove: [
      {
        ...step(ARCHIVE_FLAG),
        argv: [javac, ARCHIVE_FLAG, ...flags, '-J-Xshare:on', '-d', '/build', 'Training.java'],
      },
    ],
  };
}
