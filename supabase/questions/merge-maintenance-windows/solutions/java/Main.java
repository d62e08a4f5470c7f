import java.util.*;

class Main {
    static List<int[]> mergeWindows(int[][] windows, int gap) {
        int[][] sorted = windows.clone();
        Arrays.sort(sorted, Comparator.comparingInt(window -> window[0]));
        List<int[]> merged = new ArrayList<>();
        for (int[] window : sorted) {
            int[] last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && window[0] - last[1] <= gap) last[1] = Math.max(last[1], window[1]);
            else merged.add(window.clone());
        }
        return merged;
    }
}
