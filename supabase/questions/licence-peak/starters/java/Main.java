import java.util.*;

public class Main {
    /** The most licences held at once, and the first moment at which so many are held. */
    static long[] licencePeak(String[] users, long[] starts, long[] ends, long grace) {
        return new long[0];
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
