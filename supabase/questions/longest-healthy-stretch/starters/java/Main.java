public class Main {
    /** Minutes of the longest stretch with at most limit checks that are not "ok". */
    static int longestHealthy(String[] checks, int limit) {
        return -1;
    }
}
