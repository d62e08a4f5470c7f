import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

public class Main {
    private record Stretch(long start, long size) {
        long end() {
            return start + size;
        }
    }

    /** The free stretches of a disk, by size and by place. */
    private static final class Gaps {
        private final TreeSet<Stretch> bySize =
            new TreeSet<>(Comparator.comparingLong(Stretch::size).thenComparingLong(Stretch::start));
        private final Map<Long, Stretch> atStart = new HashMap<>();
        private final Map<Long, Stretch> atEnd = new HashMap<>();

        void add(Stretch gap) {
            bySize.add(gap);
            atStart.put(gap.start(), gap);
            atEnd.put(gap.end(), gap);
        }

        private void remove(Stretch gap) {
            bySize.remove(gap);
            atStart.remove(gap.start());
            atEnd.remove(gap.end());
        }

        /** Takes blocks from the smallest gap that has enough; -1 when there is none. */
        long take(long size) {
            Stretch gap = bySize.ceiling(new Stretch(0, size));
            if (gap == null) return -1;
            remove(gap);
            if (gap.size() > size) add(new Stretch(gap.start() + size, gap.size() - size));
            return gap.start();
        }

        /** Joins blocks with the gaps beside them; returns the size of the whole gap. */
        long giveBack(Stretch extent) {
            Stretch before = atEnd.get(extent.start());
            Stretch after = atStart.get(extent.end());
            long start = before == null ? extent.start() : before.start();
            long end = after == null ? extent.end() : after.end();
            if (before != null) remove(before);
            if (after != null) remove(after);
            add(new Stretch(start, end - start));
            return end - start;
        }
    }

    static long[] placeExtents(long size, String[] requests) {
        Gaps gaps = new Gaps();
        gaps.add(new Stretch(0, size));
        Map<String, Stretch> extents = new HashMap<>();
        long[] answers = new long[requests.length];
        for (int i = 0; i < requests.length; i++) {
            String[] words = requests[i].split(" ");
            answers[i] = -1;
            if (words[0].equals("free")) {
                Stretch extent = extents.remove(words[1]);
                if (extent != null) answers[i] = gaps.giveBack(extent);
            } else if (!extents.containsKey(words[1])) {
                long count = Long.parseLong(words[2]);
                answers[i] = gaps.take(count);
                if (answers[i] >= 0) extents.put(words[1], new Stretch(answers[i], count));
            }
        }
        return answers;
    }
}
