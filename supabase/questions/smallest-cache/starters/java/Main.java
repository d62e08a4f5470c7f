import java.util.*;

public class Main {
    /** Smallest number of places with at least the wanted hits, or -1. */
    static int smallestCache(String[] requests, int wantedHits) {
        return 0;
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
