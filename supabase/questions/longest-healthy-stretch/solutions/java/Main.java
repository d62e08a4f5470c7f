public class Main {
    static int longestHealthy(String[] checks, int limit) {
        int best = 0;
        int start = 0;
        int bad = 0;
        for (int end = 0; end < checks.length; end++) {
            if (!checks[end].equals("ok")) bad++;
            while (bad > limit) {
                if (!checks[start].equals("ok")) bad--;
                start++;
            }
            best = Math.max(best, end - start + 1);
        }
        return best;
    }
}
