import java.util.Comparator;
import java.util.PriorityQueue;

public class Main {
    static double[] finishTimes(int capacity, int[] arrivals, int[] sizes, int[] weights) {
        int count = arrivals.length;
        double[] finishes = new double[count];
        double[] endsAt = new double[count]; // reading of the counter at which each transfer ends
        PriorityQueue<Integer> underWay = new PriorityQueue<>(Comparator.comparingDouble(i -> endsAt[i]));
        double now = 0;
        double counter = 0; // megabytes that a transfer of weight 1 would have got
        long totalWeight = 0;
        int arrived = 0;
        while (arrived < count || !underWay.isEmpty()) {
            if (underWay.isEmpty()) {
                now = Math.max(now, arrivals[arrived]);
                counter = 0;
            } else {
                double end = now + (endsAt[underWay.peek()] - counter) * totalWeight / capacity;
                if (arrived == count || end <= arrivals[arrived]) {
                    int transfer = underWay.poll();
                    counter = endsAt[transfer];
                    totalWeight -= weights[transfer];
                    now = end;
                    finishes[transfer] = end;
                    continue;
                }
                counter += (arrivals[arrived] - now) * capacity / totalWeight;
                now = arrivals[arrived];
            }
            endsAt[arrived] = counter + (double) sizes[arrived] / weights[arrived];
            underWay.add(arrived);
            totalWeight += weights[arrived];
            arrived++;
        }
        return finishes;
    }
}
