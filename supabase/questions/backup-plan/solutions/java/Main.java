import java.util.Arrays;

public class Main {
    static long cheapestBackups(int[] changes, int fullCost, int maxChain) {
        int nights = changes.length;
        long[] best = new long[nights + 1]; // least cost of the nights before this one
        Arrays.fill(best, Long.MAX_VALUE);
        best[0] = 0;
        for (int full = 0; full < nights; full++) {
            long cost = best[full] + fullCost;
            long size = 0;
            best[full + 1] = Math.min(best[full + 1], cost);
            for (int night = full + 1; night < nights && night <= full + maxChain; night++) {
                size += changes[night];
                cost += size;
                best[night + 1] = Math.min(best[night + 1], cost);
            }
        }
        return best[nights];
    }
}
