package io.github.airbytesdk.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rows of a CSV file (RFC 4180). The header names the members, those of a source as {@code source.type}; a configuration is
 * JSON in one field, and streams are separated by blanks. An empty field is as one that is not there.
 */
final class CsvRows {
    private static final Set<String> COLUMNS = Set.of(
            "name",
            "workspaceId",
            "source.name",
            "source.type",
            "source.configuration",
            "destination.id",
            "destination.name",
            "destination.type",
            "destination.configuration",
            "streams",
            "prefix");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private CsvRows() {}

    static List<Row> read(String text, List<String> problems) {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = csv.iterator();
            List<String> header = records.hasNext() ? records.next().getFields() : List.of();
            if (checkHeader(header, problems)) {
                records.forEachRemaining(line -> row(header, line, problems, rows));
            }
        } catch (CsvParseException e) {
            problems.add(
                    "line " + (rows.isEmpty() ? 1 : rows.get(rows.size() - 1).line() + 1)
                            + " or after: not CSV; look for a quote that does not end, or text after one");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return rows;
    }

    private static boolean checkHeader(List<String> header, List<String> problems) {
        int before = problems.size();
        for (String column : header) {
            if (!COLUMNS.contains(column)) {
                problems.add("line 1: no column is called \"" + column + "\"; there are "
                        + String.join(", ", COLUMNS.stream().sorted().toList()));
            }
        }
        if (Set.copyOf(header).size() < header.size()) {
            problems.add("line 1: a column is there twice");
        }
        return problems.size() == before;
    }

    private static void row(List<String> header, CsvRecord line, List<String> problems, List<Row> rows) {
        int number = (int) line.getStartingLineNumber();
        if (line.getFieldCount() != header.size()) {
            problems.add(
                    "line " + number + ": " + line.getFieldCount() + " fields, and the header has " + header.size());
            return;
        }
        JsonObject row = new JsonObject();
        for (int i = 0; i < header.size(); i++) {
            String field = line.getField(i).strip();
            if (!field.isEmpty()) {
                add(row, header.get(i), field, "line " + number, problems);
            }
        }
        rows.add(new Row(number, row));
    }

    private static void add(JsonObject row, String column, String field, String place, List<String> problems) {
        int dot = column.indexOf('.');
        if (dot >= 0) {
            String end = column.substring(0, dot);
            if (!row.has(end)) {
                row.add(end, new JsonObject());
            }
            add(row.getAsJsonObject(end), column.substring(dot + 1), field, place, problems);
        } else if (column.equals("configuration")) {
            JsonElement json = json(field);
            if (json == null) {
                problems.add(place + ": a configuration is no JSON");
            } else {
                row.add(column, json);
            }
        } else if (column.equals("streams")) {
            JsonArray streams = new JsonArray();
            BLANKS.splitAsStream(field).forEach(streams::add);
            row.add(column, streams);
        } else {
            row.addProperty(column, field);
        }
    }

    private static JsonElement json(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            return null;
        }
    }
}
