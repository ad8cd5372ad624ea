package io.github.airbytesdk.client.configuration;

import com.google.gson.annotations.SerializedName;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a field of a bean, which is read through its getter if it has one. Static and transient fields
 * are not properties.
 *
 * @param name name in JSON
 */
record BeanProperty(
        String name, @Nullable Method getter, @Nullable Field field) {
    /** Kotlin keeps the object that provides a property's value in such a field. */
    private static final String DELEGATE = "$delegate";

    private static final String CLASS_DELEGATE = "$$delegate_";
    private static final Set<String> METHODS_OF_ALL = Set.of("toString", "equals", "hashCode");

    /** @throws JsonLocation.Refusal if the class is not a bean */
    static List<BeanProperty> of(Class<?> type, JsonConverter converter) {
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents())
                    .map(BeanProperty::of)
                    .toList();
        }
        List<BeanProperty> properties = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (OwnTypes.isPlatform(c)) {
                throw refusal(type, "extends " + c.getTypeName() + "; use a Map, a record or a bean", converter);
            }
            List<BeanProperty> declared = new ArrayList<>();
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().startsWith(CLASS_DELEGATE)) {
                    throw refusal(type, "delegates to another object; use a Map or a data class", converter);
                }
                if (!field.isSynthetic()
                        && !Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())) {
                    declared.add(of(type, field, converter));
                }
            }
            properties.addAll(0, declared);
        }
        if (properties.isEmpty()) {
            throw refusal(type, "has no properties; use a Map, a record or a bean", converter);
        }
        return properties;
    }

    private static BeanProperty of(RecordComponent component) {
        Field field;
        try {
            field = component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException impossible) {
            throw new AssertionError(impossible);
        }
        return new BeanProperty(OwnTypes.nameOf(field, component.getName()), component.getAccessor(), null);
    }

    private static BeanProperty of(Class<?> type, Field field, JsonConverter converter) {
        boolean delegated = field.getName().endsWith(DELEGATE);
        String name = delegated
                ? field.getName().substring(0, field.getName().length() - DELEGATE.length())
                : field.getName();
        Method getter = getter(type, name);
        boolean isPrivate = Modifier.isPrivate(field.getModifiers());
        boolean kotlin = KotlinValues.isKotlin(field.getDeclaringClass());
        if (getter == null
                && (delegated || (kotlin && isPrivate && field.getType().isPrimitive()))) {
            // Without a getter, a private unsigned number cannot be distinguished from a signed one.
            throw refusal(type, "has the private property " + name + "; make it public or use a Map", converter);
        }
        if (getter == null && isPrivate && isHidden(type, name) && !field.isAnnotationPresent(SerializedName.class)) {
            throw refusal(
                    type,
                    "has the private field " + name
                            + " without a getter; add one, make the field transient, or use a Map",
                    converter);
        }
        return new BeanProperty(OwnTypes.nameOf(field, name), getter, getter == null ? field : null);
    }

    /** Finds {@code getName()}, {@code isName()} or {@code name()}, also with the suffix that Kotlin gives a value class. */
    private static @Nullable Method getter(Class<?> type, String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (Method method : type.getMethods()) {
            String plain = method.getName().replaceFirst("-.*", "");
            if (method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getReturnType() != void.class
                    && !method.isBridge()
                    && (plain.equals("get" + capital)
                            || plain.equals("is" + capital)
                            || (plain.equals(name)
                                    && (name.startsWith("is")
                                            || !method.getReturnType().equals(type))))) {
                return method;
            }
        }
        return null;
    }

    /** Returns whether a class has methods, but none that is named after the property: its fields are implementation details. */
    private static boolean isHidden(Class<?> type, String name) {
        boolean methods = false;
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                String lower = method.getName().toLowerCase(Locale.ROOT);
                if (Set.of("", "get", "is", "set", "with").contains(lower.replace(name.toLowerCase(Locale.ROOT), ""))) {
                    return false;
                }
                methods |= Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && !METHODS_OF_ALL.contains(method.getName());
            }
        }
        return methods;
    }

    @Nullable
    Object read(Object bean, JsonConverter converter) {
        AccessibleObject member = getter != null ? getter : field;
        if (member == null) {
            throw new AssertionError("a property has a getter or a field");
        }
        if (!member.trySetAccessible()) {
            throw notOpen(bean.getClass(), BeanProperty.class.getModule(), converter);
        }
        try {
            if (getter == null) {
                return field == null ? null : field.get(bean);
            }
            Object value = getter.invoke(bean);
            return getter.getName().contains("-") ? KotlinValues.unmangled(getter, value, converter) : value;
        } catch (InvocationTargetException e) {
            // Without the cause: its message can quote values.
            throw converter.refusal("cannot be read, because its getter failed with a "
                    + e.getTargetException().getClass().getName() + "; correct the getter or use a Map");
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** @param reader the module that reads the class by reflection */
    static JsonLocation.Refusal notOpen(Class<?> type, Module reader, JsonConverter converter) {
        String directive = "opens " + type.getPackageName() + (reader.isNamed() ? " to " + reader.getName() : "") + ";";
        return converter.refusal("cannot be read from " + type.getTypeName() + "; add \"" + directive
                + "\" to module-info.java of module " + type.getModule().getName()
                + ", or use a Map; see TROUBLESHOOTING.md#modules");
    }

    private static JsonLocation.Refusal refusal(Class<?> type, String text, JsonConverter converter) {
        return converter.refusal("is of " + type.getTypeName() + ", which " + text);
    }
}
