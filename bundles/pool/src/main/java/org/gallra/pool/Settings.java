package org.gallra.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lines of a configuration file as calls of setters. */
final class Settings {

    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            int.class, Integer::valueOf,
            long.class, Long::valueOf,
            boolean.class, Settings::truth,
            String.class, text -> text);

    private Settings() {}

    /**
     * Calls the setter of each setting.
     *
     * @param prefix what stands before the names in the file
     * @throws IllegalArgumentException if there is no setter of that name, or its value cannot be read; says which, and not the value
     */
    static void set(Object bean, String prefix, Map<String, String> values) {
        values.forEach((name, value) -> {
            Method setter = Arrays.stream(bean.getClass().getMethods())
                    .filter(Settings::sets)
                    .filter(method -> name(method).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no setting " + prefix + name + "; there are " + all(bean, prefix)));
            set(bean, setter, prefix + name, value.strip());
        });
    }

    private static void set(Object bean, Method setter, String name, String value) {
        Class<?> type = setter.getParameterTypes()[0];
        try {
            setter.invoke(bean, Objects.requireNonNull(READERS.get(type)).apply(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The setting " + name + " wants a number", e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("The setting " + name + " does not take this value", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException();
        };
    }

    private static boolean sets(Method method) {
        return method.getName().matches("set[A-Z].*")
                && method.getParameterCount() == 1
                && READERS.containsKey(method.getParameterTypes()[0]);
    }

    private static String name(Method setter) {
        return setter.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                + setter.getName().substring(4);
    }

    private static String all(Object bean, String prefix) {
        return Arrays.stream(bean.getClass().getMethods())
                .filter(Settings::sets)
                .map(method -> prefix + name(method))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
