import java.util.*;

public class Main {
    /** The least milliseconds from start to target, or -1. */
    static long fastestTransfer(int sites, int[][] links, int[] issued, int start, int target) {
        return 0;
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
