import java.util.*;

class Main {
    static int[] rollingPercentile(int[] times, int[] latencies, int window, int percent) {
        int[] values = Arrays.stream(latencies).distinct().sorted().toArray();
        // A Fenwick tree of how many latencies of each place are in the window.
        int[] tree = new int[values.length + 1];
        int[] result = new int[times.length];
        int first = 0;
        for (int i = 0; i < times.length; i++) {
            add(tree, Arrays.binarySearch(values, latencies[i]) + 1, 1);
            for (; times[first] <= times[i] - window; first++)
                add(tree, Arrays.binarySearch(values, latencies[first]) + 1, -1);
            int size = i - first + 1;
            result[i] = values[find(tree, (percent * size + 99) / 100)];
        }
        return result;
    }

    private static void add(int[] tree, int place, int change) {
        for (int at = place; at < tree.length; at += at & -at) tree[at] += change;
    }

    /** The index of the value that has this rank in the window. */
    private static int find(int[] tree, int rank) {
        int at = 0;
        for (int step = Integer.highestOneBit(tree.length); step > 0; step >>= 1) {
            if (at + step < tree.length && tree[at + step] < rank) {
                at += step;
                rank -= tree[at];
            }
        }
        return at;
    }
}
