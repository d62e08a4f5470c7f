import java.util.*;

public class Main {
    /** Smallest length, at least the minimum, at which all hashes still differ. */
    static int abbreviationLength(String[] hashes, int minimum) {
        return 0;
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
