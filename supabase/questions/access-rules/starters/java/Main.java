import java.util.*;

public class Main {
    /** For each path, the index of the rule that decides, or -1. */
    static int[] decideAccess(String[] rules, String[] paths) {
        return new int[0];
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
