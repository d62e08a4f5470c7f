import java.util.*;

public class Main {
    /** The least cost of all backups. */
    static long cheapestBackups(int[] changes, int fullCost, int maxChain) {
        return 0;
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
