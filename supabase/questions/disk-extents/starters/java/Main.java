import java.util.*;

public class Main {
    /** One number for each request: where it was placed, or how much was given back. */
    static long[] placeExtents(long size, String[] requests) {
        return new long[0];
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
