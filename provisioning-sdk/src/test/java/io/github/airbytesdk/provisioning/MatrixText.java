package io.github.airbytesdk.provisioning;

import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Reads a matrix that is written as a table: a line of titles, and then rows of the name of a fault, a bar, and one
 * word for each column.
 */
final class MatrixText {
    private static final Pattern GAP = Pattern.compile("\\s+");

    private MatrixText() {}

    /** Passes the fault and the words of each row to a consumer. */
    static void forEachRow(String text, BiConsumer<NamedFault, Iterator<String>> row) {
        for (String line : text.lines().skip(1).toList()) {
            int bar = line.indexOf('|');
            List<String> words =
                    GAP.splitAsStream(line.substring(bar + 1).strip()).toList();
            row.accept(new NamedFault(line.substring(0, bar).strip()), words.iterator());
        }
    }
}
