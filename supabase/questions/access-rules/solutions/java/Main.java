import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Main {
    private static final class Node {
        final Map<String, Node> children = new HashMap<>();
        int rule = -1;
    }

    static int[] decideAccess(String[] rules, String[] paths) {
        Node root = new Node();
        for (int index = 0; index < rules.length; index++) {
            Node node = root;
            for (String part : rules[index].substring(1).split("/"))
                node = node.children.computeIfAbsent(part, name -> new Node());
            node.rule = index;
        }
        int[] found = new int[paths.length];
        for (int i = 0; i < paths.length; i++) found[i] = findRule(root, paths[i].substring(1).split("/"));
        return found;
    }

    private static int findRule(Node root, String[] parts) {
        int found = -1;
        List<Node> level = List.of(root); // nodes that fit so far, the most specific first
        for (String part : parts) {
            List<Node> next = new ArrayList<>();
            for (Node node : level) {
                for (String name : new String[] {part, "*"}) {
                    Node child = node.children.get(name);
                    if (child != null) next.add(child);
                }
            }
            level = next;
            for (Node node : level) {
                if (node.rule < 0) continue;
                found = node.rule;
                break;
            }
        }
        return found;
    }
}
