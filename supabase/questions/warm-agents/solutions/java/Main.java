import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

public class Main {
    static long[] buildFinishTimes(int agents, int[][] builds, int warmSaving) {
        long[] finishOf = new long[agents];
        int[] last = new int[agents];
        Arrays.fill(last, -1);
        PriorityQueue<Integer> busy = new PriorityQueue<>(Comparator.comparingLong(agent -> finishOf[agent]));
        TreeSet<Integer> free = new TreeSet<>();
        Map<Integer, TreeSet<Integer>> warm = new HashMap<>(); // free agents by their last project
        for (int agent = 0; agent < agents; agent++) free.add(agent);

        long[] finishes = new long[builds.length];
        long now = 0;
        for (int i = 0; i < builds.length; i++) {
            int project = builds[i][1];
            int minutes = builds[i][2];
            now = Math.max(now, builds[i][0]);
            if (free.isEmpty()) now = Math.max(now, finishOf[busy.peek()]);
            while (!busy.isEmpty() && finishOf[busy.peek()] <= now) {
                int agent = busy.poll();
                free.add(agent);
                warm.computeIfAbsent(last[agent], key -> new TreeSet<>()).add(agent);
            }

            TreeSet<Integer> same = warm.get(project);
            boolean isWarm = same != null && !same.isEmpty();
            int agent = isWarm ? same.first() : free.first();
            if (isWarm) minutes = Math.max(1, minutes - warmSaving);
            free.remove(agent);
            if (last[agent] >= 0) warm.get(last[agent]).remove(agent);

            last[agent] = project;
            finishOf[agent] = now + minutes;
            finishes[i] = finishOf[agent];
            busy.add(agent);
        }
        return finishes;
    }
}
