package io.github.airbytesdk.connectors.generator;

import static javax.lang.model.element.Modifier.ABSTRACT;
import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PROTECTED;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of one connector: a builder with a method for each member, a nested class for each object, and for each
 * choice of variants an abstract class with a factory for each variant.
 */
final class ConnectorClass {
    private static final String RUNTIME = "io.github.airbytesdk.connectors";
    private static final ClassName PART = ClassName.get(RUNTIME, "ConfigurationPart");
    private static final ClassName BUILDER = ClassName.get(RUNTIME, "ConnectorBuilder");
    private static final ClassName SPEC = ClassName.get(RUNTIME, "ConnectorSpec");
    private static final ClassName OBJECT = ClassName.get(Object.class);
    private static final TypeName ANY_LIST =
            ParameterizedTypeName.get(ClassName.get(List.class), WildcardTypeName.subtypeOf(OBJECT));
    private static final TypeName ANY_MAP = ParameterizedTypeName.get(
            ClassName.get(Map.class), ClassName.get(String.class), WildcardTypeName.subtypeOf(OBJECT));

    /** A constant in a class file has at most 65,535 bytes, and a character needs at most three. */
    private static final int LONGEST_CONSTANT = 20_000;

    private final Connector connector;

    private ConnectorClass(Connector connector) {
        this.connector = connector;
    }

    static JavaFile write(Connector connector) {
        return new ConnectorClass(connector).file();
    }

    private JavaFile file() {
        ClassName self = connector.className();
        Members members = new Members(self, connector.schema(), null, List.of(self.simpleName()));
        TypeSpec.Builder type = members.type(BUILDER)
                .addAnnotation(AnnotationSpec.builder(Generated.class)
                        .addMember("value", "$S", "airbyte-connectors-generator")
                        .build())
                .addAnnotation(NullMarked.class)
                .addModifiers(PUBLIC, FINAL)
                .addJavadoc(connector.javadoc());
        MethodSpec.Builder builder = MethodSpec.methodBuilder("builder")
                .addModifiers(PUBLIC, STATIC)
                .returns(self)
                .addJavadoc("Returns a builder without any member but its constants.\n");
        String connectorType = connector.type();
        if (connectorType == null) {
            builder.addParameter(UUID.class, "definitionId")
                    .addStatement("$T builder = new $T()", self, self)
                    .addStatement("builder.put($S, definitionId.toString())", "definitionId")
                    .addStatement("return builder")
                    .addJavadoc("\n@param definitionId the connector's definition in the workspace\n");
        } else {
            builder.addStatement("return new $T()", self);
            members.constants.add("put($S, $S);\n", connector.kind().typeMember(), connectorType);
        }
        type.addMethod(members.constructor())
                .addMethod(builder.build())
                .addMethod(MethodSpec.methodBuilder("spec")
                        .addJavadoc("Returns the specification that {@code build()} checks against.")
                        .addModifiers(PUBLIC, STATIC)
                        .returns(SPEC)
                        .addStatement(
                                "return $T.parse($S, $L)",
                                SPEC,
                                connector.name(),
                                longText(connector.schema().toString()))
                        .build())
                .addMethod(MethodSpec.methodBuilder("connectorSpec")
                        .addAnnotation(Override.class)
                        .addModifiers(PROTECTED)
                        .returns(SPEC)
                        .addStatement("return spec()")
                        .build());
        return JavaFile.builder(self.packageName(), type.build())
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
    }

    private static CodeBlock longText(String text) {
        List<CodeBlock> chunks = new ArrayList<>();
        for (int i = 0; i < text.length(); i += LONGEST_CONSTANT) {
            chunks.add(CodeBlock.of("$S", text.substring(i, Math.min(text.length(), i + LONGEST_CONSTANT))));
        }
        return chunks.size() == 1
                ? chunks.get(0)
                : CodeBlock.of("$T.join($S, $L)", String.class, "", CodeBlock.join(chunks, ", "));
    }

    /** The members of one object. */
    private static final class Members {
        private final ClassName self;
        private final JsonObject schema;
        /** The member that selects this variant, if it is one: its only value is a constant. */
        private final @Nullable String selector;

        private final List<String> enclosing;
        private final Set<String> methods = JavaNames.none();
        private final Set<String> types = JavaNames.none();
        private final CodeBlock.Builder constants = CodeBlock.builder();

        Members(ClassName self, JsonObject schema, @Nullable String selector, List<String> enclosing) {
            this.self = self;
            this.schema = schema;
            this.selector = selector;
            this.enclosing = enclosing;
            enclosing.forEach(types::add);
        }

        TypeSpec.Builder type(ClassName superclass) {
            TypeSpec.Builder type = TypeSpec.classBuilder(self)
                    .superclass(superclass)
                    .addMethod(MethodSpec.methodBuilder("set")
                            .addAnnotation(Override.class)
                            .addModifiers(PUBLIC)
                            .returns(self)
                            .addParameter(String.class, "name")
                            .addParameter(ParameterSpec.builder(
                                            ClassName.get(Object.class)
                                                    .annotated(AnnotationSpec.builder(Nullable.class)
                                                            .build()),
                                            "value")
                                    .build())
                            .addStatement("super.set(name, value)")
                            .addStatement("return this")
                            .build());
            Schemas.properties(schema).forEach((name, property) -> member(type, name, property));
            return type;
        }

        MethodSpec constructor() {
            return MethodSpec.constructorBuilder()
                    .addModifiers(PRIVATE)
                    .addCode(constants.build())
                    .build();
        }

        private void member(TypeSpec.Builder type, String name, JsonObject property) {
            JsonElement constant = name.equals(selector) ? Schemas.onlyValue(property) : Schemas.constant(property);
            if (constant != null) {
                constants.add("put($S, $L);\n", name, literal(constant));
                return;
            }
            if (property.has("const")) {
                // A constant that its own enumeration excludes: no value is valid.
                return;
            }
            Setter setter = new Setter(type, name, property, JavaNames.unique(JavaNames.method(name), methods));
            if (Schemas.is(property, "array")) {
                array(setter, name, property);
            } else {
                single(setter, name, property);
            }
        }

        private void single(Setter setter, String name, JsonObject property) {
            TypeName type = valueType(setter.type, name, property);
            CodeBlock value = type.equals(TypeName.DOUBLE) ? CodeBlock.of("decimal(value)") : CodeBlock.of("value");
            setter.add(type, value, false);
            if (type.equals(ClassName.get(String.class))) {
                TimeFormat.of(property, LocalDate.class).ifPresent(pattern -> setter.time(LocalDate.class, pattern));
                TimeFormat.of(property, Instant.class).ifPresent(pattern -> setter.time(Instant.class, pattern));
            }
        }

        private void array(Setter setter, String name, JsonObject property) {
            JsonObject items = Schemas.items(property);
            TypeName element = valueType(setter.type, JavaNames.singular(name), items);
            if (element.equals(TypeName.DOUBLE)) {
                element = ClassName.get(Number.class);
            }
            boolean isLong = element.equals(TypeName.LONG);
            boolean isAny = element.equals(OBJECT) || element.equals(ANY_MAP);
            setter.add(
                    ArrayTypeName.of(isAny ? OBJECT : element),
                    isLong ? CodeBlock.of("longs(value)") : CodeBlock.of("value"),
                    true);
            setter.add(
                    isAny ? ANY_LIST : ParameterizedTypeName.get(ClassName.get(List.class), element.box()),
                    CodeBlock.of("value"),
                    false);
        }

        /** Returns the type of a value, and adds it to the class if it is one of its own. */
        private TypeName valueType(TypeSpec.Builder owner, String name, JsonObject property) {
            JsonArray variants = Schemas.variants(property);
            if (variants != null) {
                ClassName choice = self.nestedClass(JavaNames.type(name, types));
                owner.addType(variants(choice, name, property, variants));
                return choice;
            }
            if (!Schemas.properties(property).isEmpty()) {
                ClassName part = self.nestedClass(JavaNames.type(name, types));
                owner.addType(object(part, property, name));
                return part;
            }
            List<String> values = Schemas.enumValues(property);
            if (!values.isEmpty()) {
                ClassName enumeration = self.nestedClass(JavaNames.type(name, types));
                owner.addType(enumeration(enumeration, name, values));
                return enumeration;
            }
            if (Schemas.is(property, "string")) {
                return ClassName.get(String.class);
            }
            if (Schemas.is(property, "integer")) {
                return TypeName.LONG;
            }
            if (Schemas.is(property, "number")) {
                return TypeName.DOUBLE;
            }
            if (Schemas.is(property, "boolean")) {
                return TypeName.BOOLEAN;
            }
            return Schemas.is(property, "object") ? ANY_MAP : OBJECT;
        }

        private TypeSpec object(ClassName part, JsonObject object, String name) {
            Members members = new Members(part, object, null, inside(part));
            TypeSpec.Builder type = members.type(PART)
                    .addModifiers(PUBLIC, STATIC, FINAL)
                    .addJavadoc("An object of <code>$L</code>.", Javadoc.text(name));
            return type.addMethod(members.constructor())
                    .addMethod(MethodSpec.methodBuilder("builder")
                            .addModifiers(PUBLIC, STATIC)
                            .returns(part)
                            .addJavadoc("Returns a builder without any member but its constants.")
                            .addStatement("return new $T()", part)
                            .build())
                    .build();
        }

        private TypeSpec variants(ClassName choice, String name, JsonObject property, JsonArray variants) {
            TypeSpec.Builder type = TypeSpec.classBuilder(choice)
                    .superclass(PART)
                    .addModifiers(PUBLIC, STATIC, ABSTRACT)
                    .addJavadoc("One of $L variants of <code>$L</code>.", variants.size(), Javadoc.text(name))
                    .addMethod(MethodSpec.constructorBuilder()
                            .addModifiers(PRIVATE)
                            .build());
            Set<String> names = JavaNames.none();
            Set<String> factories = JavaNames.none();
            inside(choice).forEach(names::add);
            String selector = Schemas.selector(variants);
            for (JsonElement each : variants) {
                JsonObject variant = Schemas.merged(property, each.getAsJsonObject());
                String label = Schemas.label(variant, selector);
                ClassName part = choice.nestedClass(JavaNames.type(label, names));
                Members members = new Members(part, variant, selector, inside(choice, part));
                CodeBlock javadoc = CodeBlock.of("The variant <code>$L</code>.", Javadoc.text(label));
                TypeSpec.Builder nested =
                        members.type(choice).addModifiers(PUBLIC, STATIC, FINAL).addJavadoc(javadoc);
                type.addType(nested.addMethod(members.constructor()).build());
                type.addMethod(MethodSpec.methodBuilder(JavaNames.unique(JavaNames.method(label), factories))
                        .addModifiers(PUBLIC, STATIC)
                        .returns(part)
                        .addJavadoc(javadoc)
                        .addStatement("return new $T()", part)
                        .build());
            }
            return type.build();
        }

        private static TypeSpec enumeration(ClassName name, String member, List<String> values) {
            TypeSpec.Builder type = TypeSpec.enumBuilder(name)
                    .addModifiers(PUBLIC, STATIC)
                    .addJavadoc("A value of <code>$L</code>.", Javadoc.text(member))
                    .addField(String.class, "json", PRIVATE, FINAL)
                    .addMethod(MethodSpec.constructorBuilder()
                            .addParameter(String.class, "json")
                            .addStatement("this.json = json")
                            .build())
                    .addMethod(MethodSpec.methodBuilder("toString")
                            .addAnnotation(Override.class)
                            .addModifiers(PUBLIC)
                            .returns(String.class)
                            .addJavadoc("Returns the value in JSON.")
                            .addStatement("return json")
                            .build());
            Set<String> constants = new HashSet<>();
            for (String value : values) {
                type.addEnumConstant(
                        JavaNames.constant(value, constants),
                        TypeSpec.anonymousClassBuilder("$S", value)
                                .addJavadoc("$L", Javadoc.code(value))
                                .build());
            }
            return type.build();
        }

        private List<String> inside(ClassName... parts) {
            List<String> names = new ArrayList<>(enclosing);
            for (ClassName part : parts) {
                names.add(part.simpleName());
            }
            return names;
        }

        private static CodeBlock literal(JsonElement constant) {
            if (constant.getAsJsonPrimitive().isString()) {
                return CodeBlock.of("$S", constant.getAsString());
            }
            return constant.getAsJsonPrimitive().isBoolean()
                    ? CodeBlock.of("$L", constant)
                    : CodeBlock.of("new $T($S)", BigDecimal.class, constant.getAsString());
        }

        /** Writes the methods of one member. */
        private final class Setter {
            private final TypeSpec.Builder type;
            private final String name;
            private final JsonObject property;
            private final String method;

            Setter(TypeSpec.Builder type, String name, JsonObject property, String method) {
                this.type = type;
                this.name = name;
                this.property = property;
                this.method = method;
            }

            void add(TypeName parameter, CodeBlock value, boolean isVarargs) {
                type.addMethod(MethodSpec.methodBuilder(method)
                        .addJavadoc(Javadoc.member(
                                name, property, Schemas.required(schema).contains(name)))
                        .addModifiers(PUBLIC)
                        .returns(self)
                        .addParameter(parameter, "value")
                        .varargs(isVarargs)
                        .addStatement("$L($S, $L)", Schemas.isSecret(name, property) ? "putSecret" : "put", name, value)
                        .addStatement("return this")
                        .build());
            }

            void time(Class<?> parameter, String pattern) {
                type.addMethod(MethodSpec.methodBuilder(method)
                        .addJavadoc(
                                "Sets <code>$L</code>, written as <code>$L</code>.",
                                Javadoc.text(name),
                                Javadoc.text(pattern))
                        .addModifiers(PUBLIC)
                        .returns(self)
                        .addParameter(parameter, "value")
                        .addStatement("return $L(formatTime(value, $S))", method, pattern)
                        .build());
            }
        }
    }
}
