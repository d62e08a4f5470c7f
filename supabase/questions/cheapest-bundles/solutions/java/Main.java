import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

public class Main {
    static int lowestPrice(String[] needed, String[][] bundles, int[] prices) {
        Map<String, Integer> bit = new HashMap<>();
        for (int place = 0; place < needed.length; place++) bit.put(needed[place], 1 << place);
        int everything = (1 << needed.length) - 1;
        long[] lowest = new long[everything + 1];
        Arrays.fill(lowest, Integer.MAX_VALUE);
        lowest[0] = 0;
        for (int index = 0; index < bundles.length; index++) {
            int gained = 0;
            for (String feature : bundles[index]) gained |= bit.getOrDefault(feature, 0);
            if (gained == 0) continue;
            for (int had = everything; had >= 0; had--) {
                lowest[had | gained] = Math.min(lowest[had | gained], lowest[had] + prices[index]);
            }
        }
        return lowest[everything] >= Integer.MAX_VALUE ? -1 : (int) lowest[everything];
    }
}
