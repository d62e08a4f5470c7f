import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

public class Main {
    static String[] standingChoices(String[] lines) {
        List<String> done = new ArrayList<>();
        Deque<String> undone = new ArrayDeque<>();
        for (String line : lines) {
            if (line.equals("undo")) {
                if (!done.isEmpty()) undone.push(done.remove(done.size() - 1));
            } else if (line.equals("redo")) {
                if (!undone.isEmpty()) done.add(undone.pop());
            } else {
                done.add(line.substring("set ".length()));
                undone.clear();
            }
        }
        return done.toArray(new String[0]);
    }
}
