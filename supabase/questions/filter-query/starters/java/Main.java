import java.util.*;

public class Main {
    /** Indices of the tickets that the query fits, in ascending order. */
    static int[] filterTickets(String query, String[] tickets) {
        return new int[0];
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
