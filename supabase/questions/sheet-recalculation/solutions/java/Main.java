import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

public class Main {
    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9]*|\\d+|[-+*()]");

    private static final class Cell {
        final List<String> words;
        final List<Cell> needs = new ArrayList<>();
        String shown = "";
        int index = -1;
        int low;
        int next;
        boolean isOpen;

        Cell(String formula) {
            words = WORD.matcher(formula).results().map(MatchResult::group).toList();
        }
    }

    static List<String> recalculate(String[] cells) {
        Map<String, Cell> sheet = new LinkedHashMap<>();
        for (String text : cells) {
            String[] halves = text.split("=");
            sheet.put(halves[0].trim(), new Cell(halves[1]));
        }
        for (Cell cell : sheet.values())
            for (String word : cell.words) if (sheet.containsKey(word)) cell.needs.add(sheet.get(word));

        for (List<Cell> group : findGroups(sheet)) {
            for (Cell cell : group) {
                if (group.size() > 1 || cell.needs.contains(cell)) cell.shown = "#CIRCLE";
                else if (isBroken(cell, sheet)) cell.shown = "#ERROR";
                else cell.shown = Long.toString(new Formula(cell.words, sheet).parseSum());
            }
        }
        return sheet.values().stream().map(cell -> cell.shown).toList();
    }

    private static boolean isBroken(Cell cell, Map<String, Cell> sheet) {
        for (String word : cell.words) {
            if (!Character.isLetter(word.charAt(0))) continue;
            if (!sheet.containsKey(word) || sheet.get(word).shown.startsWith("#")) return true;
        }
        return false;
    }

    /** Strongly connected components (Tarjan), those that are needed first. */
    private static List<List<Cell>> findGroups(Map<String, Cell> sheet) {
        List<List<Cell>> groups = new ArrayList<>();
        Deque<Cell> open = new ArrayDeque<>();
        Deque<Cell> work = new ArrayDeque<>();
        int count = 0;
        for (Cell root : sheet.values()) {
            if (root.index < 0) enter(root, count++, open, work);
            while (!work.isEmpty()) {
                Cell cell = work.peek();
                if (cell.next < cell.needs.size()) {
                    Cell needed = cell.needs.get(cell.next++);
                    if (needed.index < 0) enter(needed, count++, open, work);
                    else if (needed.isOpen) cell.low = Math.min(cell.low, needed.index);
                    continue;
                }
                work.pop();
                if (!work.isEmpty()) work.peek().low = Math.min(work.peek().low, cell.low);
                if (cell.low == cell.index) groups.add(closeGroup(open, cell));
            }
        }
        return groups;
    }

    private static void enter(Cell cell, int index, Deque<Cell> open, Deque<Cell> work) {
        cell.index = index;
        cell.low = index;
        cell.isOpen = true;
        open.push(cell);
        work.push(cell);
    }

    private static List<Cell> closeGroup(Deque<Cell> open, Cell first) {
        List<Cell> group = new ArrayList<>();
        Cell cell;
        do {
            cell = open.pop();
            cell.isOpen = false;
            group.add(cell);
        } while (cell != first);
        return group;
    }

    private static final class Formula {
        private final List<String> words;
        private final Map<String, Cell> sheet;
        private int at = 0;

        Formula(List<String> words, Map<String, Cell> sheet) {
            this.words = words;
            this.sheet = sheet;
        }

        private boolean isNext(String word) {
            return at < words.size() && words.get(at).equals(word);
        }

        long parseSum() {
            long value = parseProduct();
            while (isNext("+") || isNext("-")) {
                boolean isPlus = words.get(at++).equals("+");
                long other = parseProduct();
                value = isPlus ? value + other : value - other;
            }
            return value;
        }

        private long parseProduct() {
            long value = parsePart();
            while (isNext("*")) {
                at++;
                value *= parsePart();
            }
            return value;
        }

        private long parsePart() {
            String word = words.get(at++);
            if (word.equals("(")) {
                long value = parseSum();
                at++;
                return value;
            }
            Cell cell = sheet.get(word);
            return Long.parseLong(cell == null ? word : cell.shown);
        }
    }
}
