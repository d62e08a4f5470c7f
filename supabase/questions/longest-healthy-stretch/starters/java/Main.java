import java.util.*;

class Main {
    /** The seconds of the first and the last check of the longest stretch; empty if no check was healthy. */
    static int[] longestHealthy(int[] times, boolean[] healthy, int maxSilence) {
        return new int[] {0, 0};
    }
}
