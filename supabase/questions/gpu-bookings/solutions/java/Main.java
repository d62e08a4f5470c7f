import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

public class Main {
    /** The best sum of a plan by when it ends; ends must be added in ascending order. */
    private static final class Plans {
        private final TreeMap<Integer, Long> bestByEnd = new TreeMap<>();

        void add(int end, long total) {
            bestByEnd.put(end, Math.max(total, bestUntil(end)));
        }

        long bestUntil(int minute) {
            Map.Entry<Integer, Long> last = bestByEnd.floorEntry(minute);
            return last == null ? 0 : last.getValue();
        }
    }

    static long bestRevenue(int[] starts, int[] ends, int[] teams, int[] prices, int setup) {
        Plans every = new Plans();
        Map<Integer, Plans> byTeam = new HashMap<>();
        int[] inOrder = IntStream.range(0, ends.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> ends[i]))
            .mapToInt(Integer::intValue)
            .toArray();
        for (int i : inOrder) {
            Plans own = byTeam.computeIfAbsent(teams[i], team -> new Plans());
            long total = prices[i] + Math.max(every.bestUntil(starts[i] - setup), own.bestUntil(starts[i]));
            every.add(ends[i], total);
            own.add(ends[i], total);
        }
        return every.bestUntil(Integer.MAX_VALUE);
    }
}
