import java.util.*;

class Main {
    static int[] longestHealthy(int[] times, boolean[] healthy, int maxSilence) {
        int[] best = {};
        int first = -1; // index of the first check of the current stretch
        for (int i = 0; i < times.length; i++) {
            if (!healthy[i]) {
                first = -1;
                continue;
            }
            if (first < 0 || times[i] - times[i - 1] > maxSilence) first = i;
            if (best.length == 0 || times[i] - times[first] > best[1] - best[0])
                best = new int[] {times[first], times[i]};
        }
        return best;
    }
}
