package io.github.airbytesdk.connectors.generator;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of generated classes. It touches only what changed, so that a build with the same facts and the same generator
 * recompiles nothing.
 */
final class OutputFolder {
    private final Path folder;
    private final Path stamp;
    private final Set<Path> written = new HashSet<>();

    OutputFolder(Path folder) {
        this.folder = folder;
        this.stamp = folder.resolveSibling(folder.getFileName() + ".stamp");
    }

    /** Whether the folder was generated from these facts by this generator. */
    boolean isUpToDate(Path facts) throws IOException {
        return Files.exists(stamp) && Files.readString(stamp).equals(fingerprint(facts));
    }

    void write(JavaFile file) throws IOException {
        Path path = folder.resolve(file.packageName().replace('.', '/'))
                .resolve(file.typeSpec().name() + ".java");
        String text = file.toString();
        written.add(path);
        if (!Files.exists(path) || !Files.readString(path).equals(text)) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }
    }

    /** Removes what was not written this time, and remembers what it was generated from. */
    void finish(Path facts) throws IOException {
        for (Path file : filesIn(folder)) {
            if (!written.contains(file)) {
                Files.delete(file);
            }
        }
        Files.writeString(stamp, fingerprint(facts));
    }

    private static String fingerprint(Path facts) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : filesIn(facts)) {
                digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            for (Class<?> type : List.of(
                    ConnectorClass.class,
                    Connector.class,
                    JavaNames.class,
                    Javadoc.class,
                    Schemas.class,
                    SpecIndexClass.class,
                    TimeFormat.class,
                    Main.class)) {
                digest.update(bytes(type));
                for (Class<?> nested : type.getDeclaredClasses()) {
                    digest.update(bytes(nested));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String resource = type.getName().replace('.', '/') + ".class";
        try (InputStream in = OutputFolder.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
