package io.github.airbytesdk.connectors.generator;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.airbytesdk.connectors.generator.Connector.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class that finds a connector's specification by its name. It is a switch and not a map, so that only the class
 * of that connector is loaded.
 */
final class SpecIndexClass {
    private static final ClassName SPEC = ClassName.get("io.github.airbytesdk.connectors", "ConnectorSpec");

    private SpecIndexClass() {}

    static JavaFile write(Map<String, ClassName> classes) {
        TypeSpec.Builder type = TypeSpec.classBuilder("SpecIndex")
                .addModifiers(FINAL)
                .addAnnotation(AnnotationSpec.builder(Generated.class)
                        .addMember("value", "$S", "airbyte-connectors-generator")
                        .build())
                .addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build());
        List<String> names = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            CodeBlock.Builder cases =
                    CodeBlock.builder().add("return switch (name) {\n").indent();
            classes.forEach((name, className) -> {
                if (FactsFolder.kind(name) == kind) {
                    cases.add("case $S -> $T.spec();\n", FactsFolder.type(name), className);
                    names.add(FactsFolder.type(name));
                }
            });
            type.addMethod(MethodSpec.methodBuilder(kind.word())
                    .addModifiers(STATIC)
                    .returns(SPEC.annotated(
                            AnnotationSpec.builder(Nullable.class).build()))
                    .addParameter(String.class, "name")
                    .addCode(cases.add("default -> null;\n")
                            .unindent()
                            .add("};\n")
                            .build())
                    .build());
        }
        type.addMethod(MethodSpec.methodBuilder("names")
                .addModifiers(STATIC)
                .returns(ParameterizedTypeName.get(List.class, String.class))
                .addStatement("return $T.of($S.split($S))", List.class, String.join(" ", names), " ")
                .build());
        return JavaFile.builder(SPEC.packageName(), type.build())
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
    }
}
