import java.util.*;

class Main {
    /** For each queue in which something waits: its name and the message that has waited longest. */
    static List<List<String>> oldestUnacked(List<List<String>> events) {
        return List.of();
    }
}
