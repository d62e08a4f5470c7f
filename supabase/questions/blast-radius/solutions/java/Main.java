import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

public class Main {
    static int[] failureRounds(int[][] dependencies, int[] needed, int[] failed) {
        int count = dependencies.length;
        List<List<Integer>> dependants = new ArrayList<>();
        for (int i = 0; i < count; i++) dependants.add(new ArrayList<>());
        int[] spare = new int[count];
        for (int i = 0; i < count; i++) {
            spare[i] = dependencies[i].length - needed[i];
            for (int one : dependencies[i]) dependants.get(one).add(i);
        }

        int[] rounds = new int[count];
        Arrays.fill(rounds, -1);
        Deque<Integer> queue = new ArrayDeque<>();
        for (int service : failed) {
            if (rounds[service] == 0) continue;
            rounds[service] = 0;
            queue.add(service);
        }
        while (!queue.isEmpty()) {
            int service = queue.poll();
            for (int dependant : dependants.get(service)) {
                spare[dependant]--;
                if (spare[dependant] >= 0 || rounds[dependant] >= 0) continue;
                rounds[dependant] = rounds[service] + 1;
                queue.add(dependant);
            }
        }
        return rounds;
    }
}
