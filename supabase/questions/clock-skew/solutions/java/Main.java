import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Main {
    /** A clock, and how far it is ahead of its parent; a root is its own parent. */
    private static final class Clock {
        Clock parent = this;
        long ahead;
        int size = 1;
    }

    static List<String> checkClocks(String[] reports) {
        Map<String, Clock> clocks = new HashMap<>();
        List<String> answers = new ArrayList<>();
        for (String report : reports) {
            String[] words = report.split(" ");
            Clock a = clocks.computeIfAbsent(words[0], name -> new Clock());
            Clock b = clocks.computeIfAbsent(words[1], name -> new Clock());
            compress(a);
            compress(b);
            Clock rootA = a.parent;
            Clock rootB = b.parent;
            long known = a.ahead - b.ahead;
            if (words[2].equals("?")) {
                answers.add(rootA == rootB ? "ahead " + known : "unknown");
                continue;
            }
            long n = Long.parseLong(words[2]);
            if (rootA == rootB) {
                answers.add(known == n ? "agrees" : "contradicts " + known);
                continue;
            }
            long apart = n + b.ahead - a.ahead;
            if (rootA.size <= rootB.size) join(rootA, rootB, apart);
            else join(rootB, rootA, -apart);
            answers.add("new");
        }
        return answers;
    }

    /** Hangs a clock, and all above it, directly below the root of its group. */
    private static void compress(Clock clock) {
        Deque<Clock> path = new ArrayDeque<>();
        for (; clock.parent != clock; clock = clock.parent) path.push(clock);
        long ahead = 0;
        for (Clock one : path) {
            ahead += one.ahead;
            one.parent = clock;
            one.ahead = ahead;
        }
    }

    private static void join(Clock smaller, Clock larger, long ahead) {
        smaller.parent = larger;
        smaller.ahead = ahead;
        larger.size += smaller.size;
    }
}
