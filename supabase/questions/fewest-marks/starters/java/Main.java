import java.util.*;

public class Main {
    /** The least number of marks that give every file the level it wants. */
    static int fewestMarks(int[] parents, int[] wanted) {
        return -1;
    }

    public static void main(String[] args) {
        // Try the method here.
    }
}
