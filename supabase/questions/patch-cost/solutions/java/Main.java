import java.util.Arrays;

public class Main {
    private static final int INFINITY = 1_000_000_000;

    static int cheapestPatch(String[] before, String[] after, int blockCost) {
        int width = after.length + 1;
        int openCost = blockCost + 1;
        // Least cost up to here when the last step kept, deleted or inserted.
        int[] keep = filled(width);
        int[] delete = filled(width);
        int[] insert = filled(width);
        keep[0] = 0;
        for (int j = 1; j < width; j++) insert[j] = blockCost + j;

        for (String line : before) {
            int[] newKeep = filled(width);
            int[] newDelete = filled(width);
            int[] newInsert = filled(width);
            for (int j = 0; j < width; j++) {
                newDelete[j] = Math.min(delete[j] + 1, Math.min(keep[j], insert[j]) + openCost);
                if (j == 0) continue;
                if (after[j - 1].equals(line))
                    newKeep[j] = Math.min(keep[j - 1], Math.min(delete[j - 1], insert[j - 1]));
                newInsert[j] = Math.min(newInsert[j - 1] + 1, Math.min(newKeep[j - 1], newDelete[j - 1]) + openCost);
            }
            keep = newKeep;
            delete = newDelete;
            insert = newInsert;
        }
        return Math.min(keep[width - 1], Math.min(delete[width - 1], insert[width - 1]));
    }

    private static int[] filled(int width) {
        int[] row = new int[width];
        Arrays.fill(row, INFINITY);
        return row;
    }
}
