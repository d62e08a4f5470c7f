import java.util.List;
import java.util.TreeSet;

public class Main {
    static int abbreviationLength(String[] hashes, int minimum) {
        String previous = null;
        int needed = minimum;
        for (String hash : new TreeSet<>(List.of(hashes))) {
            if (previous != null) needed = Math.max(needed, commonLetters(previous, hash) + 1);
            previous = hash;
        }
        return needed;
    }

    private static int commonLetters(String one, String other) {
        int common = 0;
        while (one.charAt(common) == other.charAt(common)) common++;
        return common;
    }
}
