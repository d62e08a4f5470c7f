public class Main {
    /** First minute of a free window of this length, or -1. */
    static int firstWindow(int[][] meetings, int length) {
        return -2;
    }
}
