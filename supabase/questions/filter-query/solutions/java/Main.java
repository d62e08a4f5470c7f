import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

public class Main {
    private static final Pattern WORD = Pattern.compile("[()]|[^\\s()]+");

    static int[] filterTickets(String query, String[] tickets) {
        List<String> words = WORD.matcher(query).results().map(MatchResult::group).toList();
        Predicate<Set<String>> test = words.isEmpty() ? ticket -> true : new Parser(words).parseOr();
        return IntStream.range(0, tickets.length).filter(i -> test.test(collectPairs(tickets[i]))).toArray();
    }

    /** The pairs of a ticket, and name:* for each of its names. */
    private static Set<String> collectPairs(String ticket) {
        Set<String> pairs = new HashSet<>();
        if (ticket.isEmpty()) return pairs;
        for (String pair : ticket.split(" ")) {
            pairs.add(pair);
            pairs.add(pair.substring(0, pair.indexOf(':')) + ":*");
        }
        return pairs;
    }

    private static final class Parser {
        private final List<String> words;
        private int at = 0;

        Parser(List<String> words) {
            this.words = words;
        }

        private String peek() {
            return at < words.size() ? words.get(at) : "";
        }

        Predicate<Set<String>> parseOr() {
            List<Predicate<Set<String>>> parts = new ArrayList<>(List.of(parseAnd()));
            while (peek().equals("or")) {
                at++;
                parts.add(parseAnd());
            }
            return ticket -> parts.stream().anyMatch(part -> part.test(ticket));
        }

        private Predicate<Set<String>> parseAnd() {
            List<Predicate<Set<String>>> parts = new ArrayList<>(List.of(parseOne()));
            while (!Set.of("", "or", ")").contains(peek())) {
                if (peek().equals("and")) at++;
                parts.add(parseOne());
            }
            return ticket -> parts.stream().allMatch(part -> part.test(ticket));
        }

        private Predicate<Set<String>> parseOne() {
            if (peek().equals("not")) {
                at++;
                return parseOne().negate();
            }
            String word = words.get(at++);
            if (!word.equals("(")) return ticket -> ticket.contains(word);
            Predicate<Set<String>> inner = parseOr();
            at++;
            return inner;
        }
    }
}
