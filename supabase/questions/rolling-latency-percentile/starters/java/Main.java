import java.util.*;

class Main {
    /** For each request the percentile of the window after it. */
    static int[] rollingPercentile(int[] times, int[] latencies, int window, int percent) {
        return new int[] {-1};
    }
}
