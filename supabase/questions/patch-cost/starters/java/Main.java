import java.util.*;

public class Main {
    /** The least cost of all patches that turn the old lines into the new ones. */
    static int cheapestPatch(String[] before, String[] after, int blockCost) {
        return -1;
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
