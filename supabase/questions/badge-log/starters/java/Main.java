import java.util.*;

public class Main {
    /** One line for each person with something to report, sorted by name. */
    static List<String> auditBadges(String[] events) {
        return List.of();
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
