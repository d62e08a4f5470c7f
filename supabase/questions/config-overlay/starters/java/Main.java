import java.util.*;

public class Main {
    /** The settings that hold after all layers, as key=value, sorted by key. */
    static List<String> mergeLayers(String[][] layers) {
        return List.of();
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
