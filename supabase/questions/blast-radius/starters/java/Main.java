import java.util.*;

public class Main {
    /** The round in which each service fails, or -1 for those that stay up. */
    static int[] failureRounds(int[][] dependencies, int[] needed, int[] failed) {
        return new int[0];
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
