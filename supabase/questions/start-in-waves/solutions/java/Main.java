import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Main {
    static String[][] startWaves(String[] services, String[][] needs) {
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, List<String>> waiters = new HashMap<>();
        for (String service : services) {
            waiting.put(service, 0);
            waiters.put(service, new ArrayList<>());
        }
        for (String[] need : needs) {
            waiting.merge(need[0], 1, Integer::sum);
            waiters.get(need[1]).add(need[0]);
        }
        List<String[]> waves = new ArrayList<>();
        int started = 0;
        List<String> wave = new ArrayList<>();
        for (String service : services) if (waiting.get(service) == 0) wave.add(service);
        while (!wave.isEmpty()) {
            wave.sort(null);
            waves.add(wave.toArray(new String[0]));
            started += wave.size();
            List<String> freed = new ArrayList<>();
            for (String needed : wave) {
                for (String service : waiters.get(needed)) {
                    if (waiting.merge(service, -1, Integer::sum) == 0) freed.add(service);
                }
            }
            wave = freed;
        }
        return started == services.length ? waves.toArray(new String[0][]) : new String[0][];
    }
}
