package org.gallra.tck;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.aries.jpa.template.JpaTemplate;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Makes the components of bundles by their descriptors and constructors, as the container does. */
final class Components implements AutoCloseable {

    private static final Pattern UNIT = Pattern.compile("\\(osgi\\.unit\\.name=([^)]+)\\)");

    private final TestDatabase database;
    private final Map<Class<?>, Object> services;
    private final List<Descriptor> descriptors = new ArrayList<>();
    private final Map<String, Object> made = new HashMap<>();
    private final Map<String, TestJpa> units = new HashMap<>();

    /** A component: its class, what it offers, and what its constructor takes, by place. */
    private record Descriptor(String type, List<String> services, Map<Integer, Parameter> parameters, int arguments) {}

    private record Parameter(String service, String target) {}

    /** Takes the core's services and the bundles whose components can be made. */
    Components(TestDatabase database, Map<Class<?>, Object> services, List<BundleFiles> bundles) {
        this.database = database;
        this.services = services;
        for (BundleFiles bundle : bundles) {
            bundle.components().forEach(url -> descriptors.add(read(url)));
        }
    }

    /** Returns the classes of the bundle's components that offer a service, in the order of their names. */
    static List<String> offering(BundleFiles bundle, Class<?> service) {
        return bundle.components().stream()
                .map(Components::read)
                .filter(d -> d.services().contains(service.getName()))
                .map(Descriptor::type)
                .sorted()
                .toList();
    }

    <T> T get(Class<T> type) {
        Object service = services.get(type);
        return type.cast(service != null ? service : get(type.getName()));
    }

    /** Returns the component of a class, or the one that offers a service. */
    Object get(String type) {
        Object before = made.get(type);
        if (before != null) {
            return before;
        }
        Descriptor descriptor = descriptors.stream()
                .filter(d -> d.type().equals(type) || d.services().contains(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No bundle of the test offers " + type));
        Object component = make(descriptor);
        made.put(type, component);
        made.put(descriptor.type(), component);
        return component;
    }

    private Object make(Descriptor descriptor) {
        try {
            Class<?> type = Class.forName(descriptor.type(), true, loader());
            Constructor<?> constructor = Stream.of(type.getConstructors())
                    .filter(c -> c.getParameterCount() == descriptor.arguments())
                    .max(Comparator.comparingLong(c -> fitting(c, descriptor)))
                    .orElseThrow(() -> new IllegalStateException(descriptor.type() + " has no public constructor with "
                            + descriptor.arguments() + " parameters"));
            @Nullable Object[] arguments = new Object[descriptor.arguments()];
            for (int i = 0; i < arguments.length; i++) {
                Parameter parameter = descriptor.parameters().get(i);
                Class<?> taken = constructor.getParameterTypes()[i];
                if (parameter != null) {
                    arguments[i] = service(parameter);
                } else if (taken.isAnnotation()) {
                    arguments[i] = defaults(taken);
                } else {
                    throw new IllegalStateException("The kit has no " + taken.getName() + " for " + descriptor.type());
                }
            }
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(descriptor.type() + " cannot be made: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(descriptor.type() + " cannot be made: " + e, e);
        }
    }

    /** Counts the parameters that are what the descriptor says; there may be other constructors of the same length. */
    private static long fitting(Constructor<?> constructor, Descriptor descriptor) {
        return IntStream.range(0, descriptor.arguments())
                .filter(i -> {
                    Class<?> taken = constructor.getParameterTypes()[i];
                    Parameter parameter = descriptor.parameters().get(i);
                    return parameter == null
                            ? taken.isAnnotation()
                            : taken.getName().equals(parameter.service());
                })
                .count();
    }

    /** Returns the settings of a component that nobody has configured. */
    private static Object defaults(Class<?> settings) {
        return Proxy.newProxyInstance(
                settings.getClassLoader(),
                new Class<?>[] {settings},
                (proxy, method, none) -> method.getDefaultValue());
    }

    private Object service(Parameter parameter) throws ClassNotFoundException {
        if (parameter.service().equals(JpaTemplate.class.getName())) {
            Matcher unit = UNIT.matcher(parameter.target());
            if (unit.find()) {
                return units.computeIfAbsent(unit.group(1), name -> new TestJpa(name, database));
            }
        }
        Class<?> type = Class.forName(parameter.service(), false, loader());
        Object service = services.get(type);
        return service != null ? service : get(parameter.service());
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? Components.class.getClassLoader() : context;
    }

    private static Descriptor read(URL descriptor) {
        try (InputStream in = descriptor.openStream()) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(in);
            String type = elements(document, "implementation").get(0).getAttribute("class");
            Map<Integer, Parameter> parameters = new TreeMap<>();
            for (Element reference : elements(document, "reference")) {
                if (!reference.getAttribute("parameter").isEmpty()) {
                    parameters.put(
                            Integer.valueOf(reference.getAttribute("parameter")),
                            new Parameter(reference.getAttribute("interface"), reference.getAttribute("target")));
                }
            }
            String init = document.getDocumentElement().getAttribute("init");
            return new Descriptor(
                    type,
                    elements(document, "provide").stream()
                            .map(e -> e.getAttribute("interface"))
                            .toList(),
                    parameters,
                    init.isEmpty() ? 0 : Integer.parseInt(init));
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("The descriptor " + descriptor + " cannot be read", e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    @Override
    public void close() {
        units.values().forEach(TestJpa::close);
    }
}
