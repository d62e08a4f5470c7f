import java.util.ArrayList;
import java.util.List;

public class Main {
    static List<String> formatNotes(String[] notes, int width) {
        List<String> lines = new ArrayList<>();
        for (String note : notes) {
            String prefix = "- ";
            for (String line : wrap(note.trim().split(" +"), width - 2)) {
                lines.add(prefix + line);
                prefix = "  ";
            }
        }
        return lines;
    }

    private static List<String> wrap(String[] words, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            for (int at = 0; at < word.length(); at += room) {
                String piece = word.substring(at, Math.min(at + room, word.length()));
                if (line.length() > 0 && line.length() + 1 + piece.length() > room) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                if (line.length() > 0) line.append(' ');
                line.append(piece);
            }
        }
        if (line.length() > 0) lines.add(line.toString());
        return lines;
    }
}
