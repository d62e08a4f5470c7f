import java.util.*;

public class Main {
    /** Minute at which each build finishes, in the order of the builds. */
    static long[] buildFinishTimes(int agents, int[][] builds, int warmSaving) {
        return new long[0];
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
