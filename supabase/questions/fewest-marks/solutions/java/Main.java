import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class Main {
    static int fewestMarks(int[] parents, int[] wanted) {
        int count = parents.length;
        // For each entry the sets of those of its children that want something.
        List<List<Set<Integer>>> below = new ArrayList<>();
        boolean[] isFolder = new boolean[count];
        for (int entry = 0; entry < count; entry++) below.add(new ArrayList<>());
        for (int entry = 1; entry < count; entry++) isFolder[parents[entry]] = true;

        int marks = 0;
        for (int entry = count - 1; entry >= 0; entry--) { // children come before their parents
            // Levels that are best when they come from above; all others cost one mark more.
            Set<Integer> best = new HashSet<>();
            List<Set<Integer>> sets = below.get(entry);
            if (!isFolder[entry] && wanted[entry] >= 0) best.add(wanted[entry]);
            if (!sets.isEmpty()) {
                int largest = 0;
                for (int i = 1; i < sets.size(); i++) if (sets.get(i).size() > sets.get(largest).size()) largest = i;
                best = sets.get(largest);
                Map<Integer, Integer> counts = count(sets, largest);
                int most = 1;
                for (int number : counts.values()) most = Math.max(most, number);
                marks += sets.size() - most;
                if (most > 1) best = new HashSet<>();
                for (Map.Entry<Integer, Integer> level : counts.entrySet())
                    if (level.getValue() == most) best.add(level.getKey());
            }
            below.set(entry, null);
            if (best.isEmpty()) continue;
            if (entry == 0) return marks + 1;
            below.get(parents[entry]).add(best);
        }
        return marks;
    }

    /** How many sets have each level that is in one of them beside the largest. */
    private static Map<Integer, Integer> count(List<Set<Integer>> sets, int largest) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < sets.size(); i++) {
            if (i == largest) continue;
            for (int level : sets.get(i)) counts.merge(level, 1, Integer::sum);
        }
        counts.replaceAll((level, number) -> sets.get(largest).contains(level) ? number + 1 : number);
        return counts;
    }
}
