import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Main {
    private record Event(long second, int change, String user) {}

    static long[] licencePeak(String[] users, long[] starts, long[] ends, long grace) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < users.length; i++) {
            events.add(new Event(starts[i], 1, users[i]));
            events.add(new Event(ends[i] + grace, -1, users[i]));
        }
        // An end (-1) comes before a start (+1) of the same second.
        events.sort(Comparator.comparingLong(Event::second).thenComparingInt(Event::change));

        Map<String, Integer> sessions = new HashMap<>();
        int held = 0;
        int peak = 0;
        long peakAt = 0;
        for (Event event : events) {
            int has = sessions.merge(event.user(), event.change(), Integer::sum);
            if (has == 1 && event.change() == 1) held++;
            else if (has == 0) held--;
            if (held > peak) {
                peak = held;
                peakAt = event.second();
            }
        }
        return new long[] {peak, peakAt};
    }
}
