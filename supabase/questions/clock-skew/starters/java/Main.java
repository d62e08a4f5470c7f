import java.util.*;

public class Main {
    /** One answer for each report: new, agrees, contradicts <n>, or the answer to a question. */
    static List<String> checkClocks(String[] reports) {
        return List.of();
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
