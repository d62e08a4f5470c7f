import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class Main {
    static List<String> mergeLayers(String[][] layers) {
        TreeMap<String, String> settings = new TreeMap<>();
        for (String[] layer : layers) {
            for (String line : layer) {
                if (line.startsWith("-")) {
                    remove(settings, line.substring(1));
                } else {
                    int end = line.indexOf('=');
                    settings.put(line.substring(0, end), line.substring(end + 1));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> setting : settings.entrySet())
            lines.add(setting.getKey() + "=" + setting.getValue());
        return lines;
    }

    /** Keys below another one lie between "key." and "key/", as '/' follows '.'. */
    private static void remove(TreeMap<String, String> settings, String key) {
        settings.remove(key);
        settings.subMap(key + ".", key + "/").clear();
    }
}
