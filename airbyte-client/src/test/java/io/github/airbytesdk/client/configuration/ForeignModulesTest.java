package io.github.airbytesdk.client.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers in a named module, and class paths without Jackson. */
class ForeignModulesTest {
    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("src").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Path compile(String classPath) throws IOException {
        Path classes = folder.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp", classPath));
        try (var files = Files.walk(folder.resolve("src"))) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertEquals(0, result);
        return classes;
    }

    /** A record in a package that is not exported, which the exported factory returns. */
    private Object newRecord(String directives) throws IOException, ReflectiveOperationException {
        write("module-info.java", "module com.acme { exports com.acme; " + directives + " }");
        write("com/acme/config/Login.java", "package com.acme.config; public record Login(String password) {}");
        write(
                "com/acme/Factory.java",
                "package com.acme; public class Factory {"
                        + " public static Object login() { return new com.acme.config.Login(\"canary\"); } }");
        Path classes = compile("");
        ModuleLayer layer = ModuleLayer.boot()
                .defineModulesWithOneLoader(
                        Configuration.resolve(
                                ModuleFinder.of(classes),
                                List.of(ModuleLayer.boot().configuration()),
                                ModuleFinder.of(),
                                Set.of("com.acme")),
                        ClassLoader.getSystemClassLoader());
        return layer.findLoader("com.acme")
                .loadClass("com.acme.Factory")
                .getMethod("login")
                .invoke(null);
    }

    @Test
    void recordInANamedModuleNamesTheMissingOpens() throws Exception {
        Object login = newRecord("");

        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> JsonConfiguration.of("source", Map.of("login", login), null));

        assertEquals(
                "source configuration: $.login.password cannot be read from com.acme.config.Login; add"
                        + " \"opens com.acme.config;\" to module-info.java of module com.acme, or use a Map; see"
                        + " TROUBLESHOOTING.md#modules",
                e.getMessage());
    }

    @Test
    void gsonThatCannotReadARecordNamesTheMissingOpens() throws Exception {
        Object login = newRecord("");

        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> JsonConfiguration.of("source", Map.of("login", login), new Gson()));

        assertEquals(
                "source configuration: $.login cannot be read from com.acme.config.Login; add"
                        + " \"opens com.acme.config;\" to module-info.java of module com.acme, or use a Map; see"
                        + " TROUBLESHOOTING.md#modules",
                e.getMessage());
    }

    @Test
    void recordInAnOpenPackageIsAccepted() throws Exception {
        Object login = newRecord("opens com.acme.config;");

        assertEquals(
                JsonParser.parseString("{\"login\":{\"password\":\"canary\"}}"),
                JsonConfiguration.of("source", Map.of("login", login), null));
    }

    // Without Jackson.

    private Object convertWithoutJackson(String className) throws Exception {
        write(
                "acme/Annotated.java",
                "package acme; public class Annotated {"
                        + " @com.fasterxml.jackson.annotation.JsonProperty public String password = \"canary\"; }");
        write("acme/Plain.java", "package acme; public class Plain { public String host = \"db\"; }");
        String classPath = System.getProperty("java.class.path");
        Path classes = compile(classPath);
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("jackson") || entry.contains("jackson-annotations"))
                .map(ForeignModulesTest::url)
                .forEach(urls::add);
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThrows(
                    ClassNotFoundException.class,
                    () -> loader.loadClass("com.fasterxml.jackson.databind.ObjectMapper"));
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("tools.jackson.databind.ObjectMapper"));
            Class<?> type = loader.loadClass(JsonConfiguration.class.getName());
            Method of = type.getMethod("of", Object.class);
            Object value = loader.loadClass(className).getConstructor().newInstance();
            return String.valueOf(of.invoke(null, Map.of("x", List.of(value))));
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void jacksonIsNotNeededForOtherTypes() throws Exception {
        assertEquals("{\"x\":[{\"host\":\"db\"}]}", convertWithoutJackson("acme.Plain"));
    }

    @Test
    void annotatedBeanWithoutJacksonIsRefused() {
        InvocationTargetException e =
                assertThrows(InvocationTargetException.class, () -> convertWithoutJackson("acme.Annotated"));

        assertEquals(
                "configuration: $.x[0] is an acme.Annotated, which is annotated for Jackson; add jackson-databind to"
                        + " the class path or use a Map",
                assertInstanceOf(IllegalArgumentException.class, e.getTargetException())
                        .getMessage());
    }
}
