import java.util.*;

public class Main {
    /** The lines to print: each note as a bullet, wrapped at the width. */
    static List<String> formatNotes(String[] notes, int width) {
        return List.of();
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
