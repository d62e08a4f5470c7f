import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

public class Main {
    static long[] splitInvoice(long totalCents, int[] weights) {
        long whole = Arrays.stream(weights).asLongStream().sum();
        long[] parts = new long[weights.length];
        long left = totalCents;
        for (int i = 0; i < weights.length; i++) {
            parts[i] = totalCents * weights[i] / whole;
            left -= parts[i];
        }
        int[] byLoss = IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -(totalCents * weights[i] % whole)))
            .mapToInt(Integer::intValue)
            .toArray();
        for (int k = 0; k < left; k++) parts[byLoss[k]]++;
        return parts;
    }
}
