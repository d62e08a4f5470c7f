import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls one method of a candidate's program, case by case. See Harness in languages/language.ts for the lines that go
 * out and languages/typed/encode.ts for those that come in. Which types a case has, the method's own signature says.
 * Arguments: names of classes, parted by commas; names of methods, likewise; number of parameters.
 */
public final class InterlaceHarness {
    private static final int MAX_FRAMES = 12;

    /** A value of the tests does not fit the method's parameter, or a result cannot be written. */
    private static final class Mismatch extends RuntimeException {
        Mismatch(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        OutputStream answers = new FileOutputStream("/proc/self/fd/3");
        Method method;
        try {
            method = find(args[0].split(","), args[1].split(","), Integer.parseInt(args[2]));
        } catch (Throwable error) {
            say(answers, "{\"ready\":false,\"error\":" + quote(explain(error)) + "}");
            return;
        }
        say(answers, "{\"ready\":true}");
        for (String line = commands.readLine(); line != null; line = commands.readLine())
            say(answers, answer(method, line));
        System.exit(0);
    }

    private static void say(OutputStream answers, String line) throws IOException {
        System.out.flush();
        System.err.flush();
        answers.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Method find(String[] classes, String[] names, int count) throws Throwable {
        for (String className : classes)
            for (String name : names) {
                Class<?> type;
                try {
                    type = Class.forName(className);
                } catch (ClassNotFoundException error) {
                    continue;
                } catch (ExceptionInInitializerError error) {
                    throw error.getCause();
                }
                for (Method method : type.getDeclaredMethods())
                    if (method.getName().equals(name) && method.getParameterCount() == count && !method.isSynthetic()) {
                        method.setAccessible(true);
                        return method;
                    }
            }
        throw new Mismatch("No class of the program has a method " + names[0] + " with " + count + " parameters.");
    }

    private static String answer(Method method, String line) {
        Reader reader = new Reader(line.split(" "));
        String index = reader.next();
        try {
            Type[] types = method.getGenericParameterTypes();
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) arguments[i] = decode(reader, types[i]);
            Object result = method.invoke(Modifier.isStatic(method.getModifiers()) ? null : create(method), arguments);
            StringBuilder value = new StringBuilder();
            write(value, result);
            return "{\"i\":" + index + ",\"ok\":true,\"value\":" + value + "}";
        } catch (Throwable error) {
            return "{\"i\":" + index + ",\"ok\":false,\"error\":" + quote(explain(error)) + "}";
        }
    }

    /** A method is called on a new object for each case, as its fields are the case's state. */
    private static Object create(Method method) throws Exception {
        Constructor<?> constructor;
        try {
            constructor = method.getDeclaringClass().getDeclaredConstructor();
        } catch (NoSuchMethodException error) {
            throw new Mismatch("The tests need a constructor without parameters, or a static method.");
        }
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** The error with the candidate's own frames. A full heap ends the process: what follows would fail for it, too. */
    private static String explain(Throwable thrown) {
        Throwable error = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
        if (error instanceof Mismatch) return error.getMessage();
        if (error instanceof OutOfMemoryError) {
            System.err.println(error);
            Runtime.getRuntime().halt(1);
        }
        StringBuilder text = new StringBuilder(error.toString());
        int frames = 0;
        for (StackTraceElement frame : error.getStackTrace()) {
            String name = frame.getClassName();
            if (name.equals("InterlaceHarness") || frame.getModuleName() != null) continue;
            if (frames++ == MAX_FRAMES) break;
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }

    private static final class Reader {
        private final String[] tokens;
        private int at = 0;

        Reader(String[] tokens) {
            this.tokens = tokens;
        }

        String next() {
            if (at == tokens.length) throw new Mismatch("The method takes more arguments than the tests give.");
            return tokens[at++];
        }

        String next(String kinds, String wanted) {
            String token = next();
            if (token.isEmpty() || kinds.indexOf(token.charAt(0)) < 0)
                throw new Mismatch("The tests give another value where the method takes " + wanted + ".");
            return token.substring(1);
        }

        boolean nextBoolean() {
            boolean isTrue = peek() == 't';
            next("tf", "a boolean");
            return isTrue;
        }

        char peek() {
            return at < tokens.length && !tokens[at].isEmpty() ? tokens[at].charAt(0) : ' ';
        }
    }

    private static Object decode(Reader reader, Type type) {
        if (type instanceof WildcardType) return decode(reader, ((WildcardType) type).getUpperBounds()[0]);
        if (type instanceof ParameterizedType) return decodeCollection(reader, (ParameterizedType) type);
        if (!(type instanceof Class)) return decodeAny(reader);
        Class<?> wanted = (Class<?>) type;
        if (reader.peek() == 'n' && !wanted.isPrimitive()) {
            reader.next();
            return null;
        }
        try {
            if (wanted == int.class || wanted == Integer.class) return Integer.parseInt(reader.next("i", "an int"));
            if (wanted == long.class || wanted == Long.class) return Long.parseLong(reader.next("i", "a long"));
            if (wanted == short.class || wanted == Short.class) return Short.parseShort(reader.next("i", "a short"));
            if (wanted == byte.class || wanted == Byte.class) return Byte.parseByte(reader.next("i", "a byte"));
        } catch (NumberFormatException error) {
            throw new Mismatch("The tests give a number that the method's parameter has no room for.");
        }
        if (wanted == double.class || wanted == Double.class) return Double.parseDouble(reader.next("id", "a double"));
        if (wanted == float.class || wanted == Float.class) return Float.parseFloat(reader.next("id", "a float"));
        if (wanted == boolean.class || wanted == Boolean.class) return reader.nextBoolean();
        if (wanted == char.class || wanted == Character.class) {
            String text = unescape(reader.next("s", "a char"));
            if (text.length() != 1) throw new Mismatch("The tests give text where the method takes one character.");
            return text.charAt(0);
        }
        if (wanted == String.class || wanted == CharSequence.class) return unescape(reader.next("s", "a String"));
        if (wanted.isArray()) {
            int count = Integer.parseInt(reader.next("[", "an array"));
            Object array = Array.newInstance(wanted.getComponentType(), count);
            for (int i = 0; i < count; i++) Array.set(array, i, decode(reader, wanted.getComponentType()));
            return array;
        }
        if (wanted.isAssignableFrom(ArrayList.class)) return decodeAny(reader);
        throw new Mismatch("The tests cannot give a value of the type " + wanted.getName()
            + ": use numbers, boolean, String, arrays and List.");
    }

    private static Object decodeCollection(Reader reader, ParameterizedType type) {
        Class<?> wanted = (Class<?>) type.getRawType();
        boolean isSet = wanted == Set.class || wanted == HashSet.class;
        if (!isSet && !wanted.isAssignableFrom(ArrayList.class))
            throw new Mismatch("The tests cannot give a value of the type " + wanted.getName() + ": use List.");
        if (reader.peek() == 'n') {
            reader.next();
            return null;
        }
        int count = Integer.parseInt(reader.next("[", "a list"));
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) list.add(decode(reader, type.getActualTypeArguments()[0]));
        return isSet ? new HashSet<>(list) : list;
    }

    private static Object decodeAny(Reader reader) {
        switch (reader.peek()) {
            case '[': {
                int count = Integer.parseInt(reader.next().substring(1));
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < count; i++) list.add(decodeAny(reader));
                return list;
            }
            case 's':
                return unescape(reader.next().substring(1));
            case 'i': {
                long number = Long.parseLong(reader.next().substring(1));
                if (number == (int) number) return (int) number;
                return number;
            }
            case 'd':
                return Double.parseDouble(reader.next().substring(1));
            case 'n':
                reader.next();
                return null;
            default:
                return reader.next().equals("t");
        }
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) != '%') {
                out.append(text.charAt(at));
                continue;
            }
            out.append((char) Integer.parseInt(text.substring(at + 1, at + 3), 16));
            at += 2;
        }
        return out.toString();
    }

    private static void write(StringBuilder out, Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) out.append(value);
        else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum)
            out.append(quote(value.toString()));
        else if (value instanceof Optional) write(out, ((Optional<?>) value).orElse(null));
        else if (value instanceof Map) writeMap(out, (Map<?, ?>) value);
        else if (value instanceof Iterable) {
            String between = "[";
            for (Object item : (Iterable<?>) value) {
                out.append(between);
                write(out, item);
                between = ",";
            }
            out.append(between.equals("[") ? "[]" : "]");
        } else if (value.getClass().isArray()) {
            out.append('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                if (i > 0) out.append(',');
                write(out, Array.get(value, i));
            }
            out.append(']');
        } else
            throw new Mismatch("The method returns a " + value.getClass().getName() + ", which cannot be compared.");
    }

    private static void writeMap(StringBuilder out, Map<?, ?> map) {
        boolean hasNames = map.keySet().stream().allMatch(key -> key instanceof String);
        String between = "";
        out.append(hasNames ? '{' : '[');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(between).append(hasNames ? "" : "[");
            write(out, entry.getKey());
            out.append(hasNames ? ':' : ',');
            write(out, entry.getValue());
            out.append(hasNames ? "" : "]");
            between = ",";
        }
        out.append(hasNames ? '}' : ']');
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char one : text.toCharArray()) {
            if (one == '"' || one == '\\') out.append('\\').append(one);
            else if (one < 0x20 || Character.isSurrogate(one)) out.append(String.format("\\u%04x", (int) one));
            else out.append(one);
        }
        return out.append('"').toString();
    }
}
