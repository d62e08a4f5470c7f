import java.util.Arrays;
import java.util.Comparator;

public class Main {
    private static final int DAY = 1440;

    static int firstWindow(int[][] meetings, int length) {
        int[][] sorted = meetings.clone();
        Arrays.sort(sorted, Comparator.comparingInt(meeting -> meeting[0]));
        int freeFrom = 0;
        for (int[] meeting : sorted) {
            if (meeting[0] - freeFrom >= length) return freeFrom;
            freeFrom = Math.max(freeFrom, meeting[1]);
        }
        return DAY - freeFrom >= length ? freeFrom : -1;
    }
}
