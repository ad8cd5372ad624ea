package io.github.airbytesdk.languages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.annotations.SerializedName;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A pipeline with Java's own types in its configurations. */
final class JavaCaller {
    @SuppressWarnings("ArrayRecordComponent")
    record Source(
            UUID definitionId,
            String shop,
            @SerializedName("api_key") CharSequence apiKey,
            String host,
            char[] password,
            Optional<String> schema,
            Optional<String> absent,
            Path file,
            LocalDate start,
            BigDecimal ratio,
            List<Tunnel> tunnels) {}

    /** Annotated for Jackson, which writes it. */
    static final class Tunnel {
        @JsonProperty("tunnel_host")
        public String host = "jump";

        @JsonIgnore
        public String ignored = "canary";
    }

    private JavaCaller() {}

    static PipelineProvisioner pipeline(AirbyteClient client, UUID workspace, UUID definition) {
        Source source = new Source(
                definition,
                "corner",
                CharBuffer.wrap("key"),
                "db.example.com",
                "secret".toCharArray(),
                Optional.of("public"),
                Optional.empty(),
                Path.of("/data"),
                LocalDate.of(2026, 1, 2),
                new BigDecimal("0.25"),
                List.of(new Tunnel()));
        return new PipelineProvisioner(client)
                .workspace(workspace)
                .source("java-source", source)
                .destination(
                        "java-destination",
                        new ObjectMapper()
                                .createObjectNode()
                                .put("destinationType", "postgres")
                                .put("host", "dw")
                                .put("port", 5432)
                                .put("database", "dw")
                                .put("schema", "public")
                                .put("username", "app")
                                .put("password", "secret"))
                .streams(StreamSelection.all().stream(
                        "orders", orders -> orders.syncMode(ConnectionSyncMode.FULL_REFRESH_OVERWRITE)))
                .ifExists(IfExists.REUSE);
    }

    @SuppressWarnings("JavaUtilDate")
    static Map<String, Object> refused() {
        Iterable<String> iterable = () -> List.of("canary").iterator();
        return Map.of(
                "a date",
                new Date(),
                "a calendar",
                Calendar.getInstance(),
                "an iterable",
                iterable,
                "a stream",
                List.of("canary").stream(),
                "a number",
                Double.NaN,
                "a zone rule",
                ZoneOffset.UTC.getRules());
    }
}
