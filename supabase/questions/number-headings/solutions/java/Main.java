import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Main {
    private static final Pattern HEADING = Pattern.compile("(#+) +(\\S.*)");

    private static final class Open {
        final int level;
        final String number;
        int under;

        Open(int level, String number) {
            this.level = level;
            this.number = number;
        }
    }

    static List<String> numberHeadings(String[] lines) {
        List<String> result = new ArrayList<>();
        Deque<Open> stack = new ArrayDeque<>();
        stack.push(new Open(0, ""));
        boolean isInFence = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                isInFence = !isInFence;
                continue;
            }
            Matcher heading = HEADING.matcher(line);
            if (isInFence || !heading.matches()) continue;
            int level = heading.group(1).length();
            while (stack.peek().level >= level) stack.pop();
            Open parent = stack.peek();
            parent.under++;
            String number = parent.number.isEmpty() ? "" + parent.under : parent.number + "." + parent.under;
            stack.push(new Open(level, number));
            result.add(number + " " + heading.group(2).stripTrailing());
        }
        return result;
    }
}
