import java.util.*;

class Main {
    record Entry(long due, int job, int attempt, long delay) {}

    static int[] deliveryTimes(int[] arrivals, int[] failures, int base, int cap, int maxAttempts) {
        int[] times = new int[arrivals.length];
        Arrays.fill(times, -1);
        PriorityQueue<Entry> heap =
            new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingInt(Entry::job));
        for (int job = 0; job < arrivals.length; job++)
            heap.add(new Entry(arrivals[job], job, 1, Math.min(cap, base)));
        long now = 0;
        while (!heap.isEmpty()) {
            Entry entry = heap.poll();
            now = Math.max(now, entry.due());
            if (entry.attempt() > failures[entry.job()]) times[entry.job()] = (int) now;
            else if (entry.attempt() < maxAttempts)
                // Doubling a capped delay and capping it again never overflows.
                heap.add(new Entry(
                    now + entry.delay(), entry.job(), entry.attempt() + 1, Math.min(cap, entry.delay() * 2)));
            now++;
        }
        return times;
    }
}
