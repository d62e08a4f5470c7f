import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

public class Main {
    static int smallestCache(String[] requests, int wantedHits) {
        int largest = new HashSet<>(List.of(requests)).size();
        if (countHits(requests, largest) < wantedHits) return -1;
        int low = 0;
        int high = largest;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (countHits(requests, middle) >= wantedHits) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static int countHits(String[] requests, int places) {
        if (places == 0) return 0;
        Set<String> cache = new LinkedHashSet<>(); // the first was not used for the longest time
        int hits = 0;
        for (String key : requests) {
            if (cache.remove(key)) {
                hits++;
            } else if (cache.size() == places) {
                Iterator<String> oldest = cache.iterator();
                oldest.next();
                oldest.remove();
            }
            cache.add(key);
        }
        return hits;
    }
}
