import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

public class Main {
    private static final int SETS = 256;

    private record Link(int to, int ms, int permits) {}

    private record State(long time, int site, int held) {}

    static long fastestTransfer(int sites, int[][] links, int[] issued, int start, int target) {
        List<List<Link>> neighbours = new ArrayList<>();
        for (int i = 0; i < sites; i++) neighbours.add(new ArrayList<>());
        for (int[] link : links) {
            neighbours.get(link[0]).add(new Link(link[1], link[2], link[3]));
            neighbours.get(link[1]).add(new Link(link[0], link[2], link[3]));
        }

        long[] best = new long[sites * SETS];
        Arrays.fill(best, Long.MAX_VALUE);
        PriorityQueue<State> heap = new PriorityQueue<>(Comparator.comparingLong(State::time));
        best[start * SETS + issued[start]] = 0;
        heap.add(new State(0, start, issued[start]));
        while (!heap.isEmpty()) {
            State state = heap.poll();
            if (state.site() == target) return state.time();
            if (state.time() > best[state.site() * SETS + state.held()]) continue;
            for (Link link : neighbours.get(state.site())) {
                if ((link.permits() & ~state.held()) != 0) continue;
                int held = state.held() | issued[link.to()];
                long time = state.time() + link.ms();
                if (time >= best[link.to() * SETS + held]) continue;
                best[link.to() * SETS + held] = time;
                heap.add(new State(time, link.to(), held));
            }
        }
        return -1;
    }
}
