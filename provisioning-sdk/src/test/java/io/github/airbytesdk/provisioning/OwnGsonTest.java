package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnGsonTest {
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(InetSocketAddress.class, (JsonSerializer<InetSocketAddress>)
                    (address, type, context) -> new JsonPrimitive(address.getHostString()))
            .create();

    private static final InetSocketAddress HOST = InetSocketAddress.createUnresolved("db.example.com", 5432);

    private static PipelineProvisioner pipeline(PipelineProvisioner provisioner) {
        return provisioner
                .source(
                        "source",
                        Map.of(
                                "definitionId",
                                EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION,
                                "shop",
                                HOST,
                                "api_key",
                                "key"))
                .destination(
                        "destination",
                        Map.of(
                                "destinationType",
                                "postgres",
                                "host",
                                HOST,
                                "port",
                                5432,
                                "database",
                                "dw",
                                "schema",
                                "public",
                                "username",
                                "app"));
    }

    private static JsonElement sent(Fixture fixture, String operation, String member) {
        JsonObject body = JsonParser.parseString(
                        fixture.airbyte.calls(operation).get(0).body())
                .getAsJsonObject();
        return body.getAsJsonObject("configuration").get(member);
    }

    @Test
    void gsonWritesOwnTypesInBothConfigurations() {
        try (Fixture fixture = Fixture.start()) {
            pipeline(fixture.provisioner().gson(GSON)).provision();

            assertEquals(new JsonPrimitive("db.example.com"), sent(fixture, "createSource", "shop"));
            assertEquals(new JsonPrimitive("db.example.com"), sent(fixture, "createDestination", "host"));
        }
    }

    @Test
    void gsonBelongsToTheProvisionerThatItReturns() {
        try (Fixture fixture = Fixture.start()) {
            PipelineProvisioner plain = fixture.provisioner();
            pipeline(plain.gson(GSON));

            String message = assertThrows(IllegalArgumentException.class, () -> pipeline(plain))
                    .getMessage();

            assertEquals(
                    "source configuration: $.shop is a java.net.InetSocketAddress; use a String, a number, a Map, a List, a"
                            + " record or a bean, or a Gson with an adapter for it",
                    message);
        }
    }
}
