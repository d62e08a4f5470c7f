import java.util.*;

public class Main {
    /** Second at which each transfer finishes, in the order of the transfers. */
    static double[] finishTimes(int capacity, int[] arrivals, int[] sizes, int[] weights) {
        return new double[0];
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
