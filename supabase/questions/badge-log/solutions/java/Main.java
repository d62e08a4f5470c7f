import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class Main {
    private static final class Person {
        boolean isInside;
        int missed;
    }

    static List<String> auditBadges(String[] events) {
        Map<String, Person> people = new TreeMap<>();
        for (String event : events) {
            String[] words = event.split(" ");
            boolean isIn = words[0].equals("in");
            Person person = people.computeIfAbsent(words[1], name -> new Person());
            if (person.isInside == isIn) person.missed++;
            person.isInside = isIn;
        }

        List<String> report = new ArrayList<>();
        people.forEach((name, person) -> {
            String inside = person.isInside ? " inside" : "";
            String missed = person.missed > 0 ? " missed " + person.missed : "";
            if (person.isInside || person.missed > 0) report.add(name + inside + missed);
        });
        return report;
    }
}
