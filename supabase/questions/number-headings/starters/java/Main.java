import java.util.*;

public class Main {
    /** The headings of the document in order, each with its number before it. */
    static List<String> numberHeadings(String[] lines) {
        return List.of();
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
