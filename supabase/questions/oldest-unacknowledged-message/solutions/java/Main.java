import java.util.*;

class Main {
    static List<List<String>> oldestUnacked(List<List<String>> events) {
        Map<String, LinkedHashSet<String>> waiting = new TreeMap<>();
        for (List<String> event : events) {
            LinkedHashSet<String> messages = waiting.computeIfAbsent(event.get(1), queue -> new LinkedHashSet<>());
            // Adding what is there already leaves it in its place.
            if (event.get(0).equals("send")) messages.add(event.get(2));
            else messages.remove(event.get(2));
        }
        List<List<String>> oldest = new ArrayList<>();
        waiting.forEach((queue, messages) -> {
            if (!messages.isEmpty()) oldest.add(List.of(queue, messages.iterator().next()));
        });
        return oldest;
    }
}
