package io.github.airbytesdk.client.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate")
class JsonConverterTest {
    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }

    private static JsonElement convert(@Nullable Object value) {
        return convert(value, null);
    }

    private static JsonElement convert(@Nullable Object value, @Nullable Gson gson) {
        return JsonConfiguration.of("source", map("start", map("x", value)), gson)
                .getAsJsonObject("start")
                .get("x");
    }

    private static Map<String, @Nullable Object> map(String name, @Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(name, value);
        return map;
    }

    private static String refusal(Object value) {
        return refusal(value, null);
    }

    private static String refusal(Object value, @Nullable Gson gson) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> convert(value, gson));
        String prefix = "source configuration: $.start.x";
        String message = String.valueOf(e.getMessage());
        assertEquals(prefix, message.substring(0, prefix.length()));
        assertEquals(1, message.lines().count());
        assertFalse(message.contains("canary"), message);
        assertNull(e.getCause());
        return message.substring(prefix.length()).strip();
    }

    // Accepted types.

    enum Plain {
        ONE,
        @SerializedName("two")
        TWO
    }

    static Stream<Arguments> accepted() {
        OffsetDateTime time = OffsetDateTime.of(2026, 1, 2, 3, 0, 0, 0, ZoneOffset.ofHours(2));
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of(true, "true"),
                Arguments.of(9007199254740993L, "9007199254740993"),
                Arguments.of(new BigDecimal("1.50"), "1.50"),
                Arguments.of(new BigInteger("18446744073709551615"), "18446744073709551615"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of((short) 7, "7"),
                Arguments.of('c', "'c'"),
                Arguments.of("pass".toCharArray(), "'pass'"),
                Arguments.of(CharBuffer.wrap("text"), "'text'"),
                Arguments.of(Plain.ONE, "'ONE'"),
                Arguments.of(Plain.TWO, "'two'"),
                Arguments.of(TimeUnit.SECONDS, "'SECONDS'"),
                Arguments.of(ConnectionSyncMode.FULL_REFRESH_APPEND, "'full_refresh_append'"),
                Arguments.of(
                        UUID.fromString("0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f"),
                        "'0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f'"),
                Arguments.of(URI.create("https://host/?a=b&c"), "'https://host/?a=b&c'"),
                Arguments.of(Path.of("/var/lib"), "'/var/lib'"),
                Arguments.of(Optional.of(5), "5"),
                Arguments.of(Optional.of(Optional.of("a")), "'a'"),
                Arguments.of(OptionalInt.of(5), "5"),
                Arguments.of(time.toInstant(), "'2026-01-02T01:00:00Z'"),
                Arguments.of(time.toLocalDate(), "'2026-01-02'"),
                Arguments.of(time.toLocalDateTime(), "'2026-01-02T03:00:00'"),
                Arguments.of(time.toLocalTime(), "'03:00:00'"),
                Arguments.of(time, "'2026-01-02T03:00:00+02:00'"),
                Arguments.of(time.toOffsetTime(), "'03:00:00+02:00'"),
                Arguments.of(time.atZoneSameInstant(ZoneId.of("UTC")), "'2026-01-02T01:00:00Z'"),
                Arguments.of(Duration.ofMinutes(90), "'PT1H30M'"),
                Arguments.of(ZoneId.of("Europe/Berlin"), "'Europe/Berlin'"),
                Arguments.of(List.of(1, List.of("a")), "[1,['a']]"),
                Arguments.of(Set.of(1), "[1]"),
                Arguments.of(new int[] {1, 2}, "[1,2]"),
                Arguments.of(new Object[] {"a", null}, "['a',null]"),
                Arguments.of(map("a", null), "{'a':null}"),
                Arguments.of(map("a", Optional.empty()), "{}"),
                Arguments.of(Map.of(1, "a"), "{'1':'a'}"),
                Arguments.of(Map.of(Plain.TWO, "a"), "{'two':'a'}"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptedTypeArrivesAsMeant(Object value, String expected) {
        assertEquals(json(expected).toString(), convert(value).toString());
    }

    record Login(String user, @SerializedName("pass_word") String password, Optional<String> role, LocalDate since) {}

    static class Base {
        private String host = "db";
        int port = 5432;
        transient String skipped = "canary";
        static String constant = "canary";

        @Nullable
        String absent;

        public String getHost() {
            return host.toUpperCase(java.util.Locale.ROOT);
        }
    }

    static class Derived extends Base {
        private boolean active = true;

        public boolean isActive() {
            return active;
        }
    }

    private static final class FieldsOnly {
        @SuppressWarnings("unused")
        private final int a = 1;
    }

    @Test
    void recordsAndBeansAreWrittenByTheirProperties() {
        assertEquals(
                json("{'user':'app','pass_word':'x','since':'2026-01-02'}"),
                convert(new Login("app", "x", Optional.empty(), LocalDate.of(2026, 1, 2))));
        assertEquals(json("{'host':'DB','port':5432,'active':true}"), convert(new Derived()));
        assertEquals(json("{'a':1}"), convert(new FieldsOnly()));
        assertEquals(json("{'a':1}"), convert(new Object() {
            @SuppressWarnings("unused")
            final int a = 1;
        }));
    }

    // Refused types.

    static class Opaque {
        @SuppressWarnings("unused")
        private final Map<String, Object> state = Map.of("password", "canary");

        public @Nullable Object lookup(String name) {
            return state.get(name);
        }
    }

    static class Failing {
        String password = "canary";

        public String getPassword() {
            throw new IllegalStateException(password);
        }
    }

    static class OwnDate extends Date {
        private static final long serialVersionUID = 1L;
        String a = "canary";
    }

    static Stream<Arguments> refused() {
        String general =
                "; use a String, a number, a Map, a List, a record or a bean, or a Gson with an adapter for it";
        return Stream.of(
                Arguments.of(Calendar.getInstance(), "is a java.util.Calendar; use a String or a java.time value"),
                Arguments.of(new Date(), "is a java.util.Date; use a String or a java.time value"),
                Arguments.of(List.of(new Date()), "[0] is a java.util.Date; use a String or a java.time value"),
                Arguments.of(
                        map("a b'c\n", new Date()),
                        "['a b'c '] is a java.util.Date; use a String or a java.time value"),
                Arguments.of(
                        Double.NaN, "is NaN, which JSON does not have; use a finite number or leave the member out"),
                Arguments.of(
                        Float.NEGATIVE_INFINITY,
                        "is -Infinity, which JSON does not have; use a finite number or leave the member out"),
                Arguments.of(
                        new JsonPrimitive(Double.NaN),
                        "is not a number that JSON has; use a finite number or leave the member out"),
                Arguments.of(
                        new AtomicInteger(5),
                        "is a java.util.concurrent.atomic.AtomicInteger; use a Long or a BigDecimal"),
                Arguments.of(new byte[] {1}, "is a byte[]; use a String, such as the bytes in Base64"),
                Arguments.of(new File("canary"), "is a java.io.File; use a String or a java.nio.file.Path"),
                Arguments.of(new Thread(), "is a java.lang.Thread" + general),
                Arguments.of(new Object(), "is a java.lang.Object" + general),
                Arguments.of(
                        "half \ud83d", "has half of a surrogate pair, which is not a character; use whole code points"),
                Arguments.of(Map.of(new Date(), 1), "has a key that is a java.util.Date; use String keys"),
                Arguments.of(Map.of(1, "a", "1", "b"), ".1 is there twice, as keys of different types; keep one"),
                Arguments.of(
                        new Opaque(),
                        "is of " + Opaque.class.getName()
                                + ", which has the private field state without a getter; add one, make the field transient, or use a Map"),
                Arguments.of(
                        new OwnDate(),
                        "is of " + OwnDate.class.getName()
                                + ", which extends java.util.Date; use a Map, a record or a bean"),
                Arguments.of(
                        new Failing(),
                        ".password cannot be read, because its getter failed with a"
                                + " java.lang.IllegalStateException; correct the getter or use a Map"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherTypeIsRefusedWithItsPathAndARemedy(Object value, String message) {
        String shown = message.startsWith(".1") ? message.replace(".1", "['1']") : message;

        assertEquals(shown, refusal(value));
    }

    @Test
    void iterablesAndStreamsAreRefused() {
        Iterable<String> iterable = () -> List.of("canary").iterator();

        assertEquals("use a List", refusal(iterable).replaceAll(".*; ", ""));
        assertEquals("use a List", refusal(List.of(1).iterator()).replaceAll(".*; ", ""));
        assertEquals("use a List", refusal(Stream.of("canary")).replaceAll(".*; ", ""));
    }

    @Test
    void lambdaIsRefused() {
        String captured = "canary" + System.nanoTime();
        Comparable<String> lambda = other -> captured.compareTo(other);

        assertEquals("", refusal(lambda).replaceAll("is an? .*; use a String, .*", ""));
    }

    @Test
    void cycleIsRefusedWhereItCloses() {
        Map<String, Object> map = new HashMap<>();
        map.put("again", List.of(map));
        List<Object> list = new ArrayList<>();
        list.add(list);
        JsonArray array = new JsonArray();
        array.add(array);

        assertEquals(".again[0] contains itself; break the cycle", refusal(map));
        assertEquals("[0] contains itself; break the cycle", refusal(list));
        assertEquals("[0] contains itself; break the cycle", refusal(array));
    }

    @Test
    void sameValueTwiceIsNotACycle() {
        List<Integer> shared = List.of(1);

        assertEquals(json("[[1],[1]]"), convert(List.of(shared, shared)));
    }

    @Test
    void endlessNestingIsRefused() {
        Object deep = "canary";
        for (int i = 0; i < 300; i++) {
            deep = List.of(deep);
        }

        assertEquals(
                "is nested more than 200 deep; use a flatter structure",
                refusal(deep).replaceAll("^(\\[0])+ ", ""));
    }

    @Test
    void containerThatFailsIsRefusedWithoutItsMessage() {
        List<Object> failing = new java.util.AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("canary");
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertEquals(
                "cannot be read, because of a java.lang.IllegalStateException; use a Map, a List, a record or a bean",
                refusal(failing));
    }

    // Jackson.

    static class JacksonBean {
        @JsonProperty("data_base")
        public String database = "shop";

        @JsonIgnore
        public String ignored = "canary";

        public double rate = 0.5;
    }

    enum JacksonEnum {
        @JsonProperty("one")
        ONE
    }

    static class JacksonDate {
        @JsonProperty
        public Instant canary = Instant.EPOCH;
    }

    static class JacksonNumber {
        @JsonProperty
        public double rate = Double.NaN;
    }

    @Test
    void nodesOfJackson2ArriveAsTheyAre() throws IOException {
        String text = "{\"a\":[1,9007199254740993,2.50,\"x\",true,null,{\"b\":{}}]}";

        assertEquals(
                text.replace("2.50", "2.5"),
                convert(new ObjectMapper().readTree(text)).toString());
    }

    @Test
    void nodesOfJackson3ArriveAsTheyAre() {
        String text = "{\"a\":[1,9007199254740993,2.5,\"x\",true,null,{\"b\":{}}]}";

        assertEquals(
                text,
                convert(new tools.jackson.databind.ObjectMapper().readTree(text))
                        .toString());
    }

    @Test
    void bytesInANodeAreBase64() {
        ObjectNode node = new ObjectMapper().createObjectNode().put("a", new byte[] {1});

        assertEquals("{\"a\":\"AQ==\"}", convert(node).toString());
    }

    @Test
    void missingNodeIsRefused() {
        assertEquals(
                "is a missing node; leave the member out",
                refusal(new ObjectMapper().createObjectNode().path("canary")));
    }

    @Test
    void annotatedBeanIsWrittenByJackson() {
        assertEquals(json("{'data_base':'shop','rate':0.5}"), convert(new JacksonBean()));
        assertEquals(
                json("['one',{'data_base':'shop','rate':0.5}]"), convert(List.of(JacksonEnum.ONE, new JacksonBean())));
    }

    @Test
    void whatJacksonCannotWriteIsRefused() {
        assertEquals(
                ".rate is NaN or infinite, which JSON does not have; use a finite number or leave the member out",
                refusal(new JacksonNumber()));
        assertEquals(
                "is a " + JacksonDate.class.getName()
                        + ", which Jackson cannot write because it contains a java.time.Instant;"
                        + " add the Jackson module for it, or pass what your own mapper's valueToTree(...) returns",
                refusal(new JacksonDate()).replaceFirst("^is an ", "is a "));
    }

    // A Gson of the caller's own.

    record Money(BigDecimal amount, Date canary) {}

    private static final class MoneyAdapter extends TypeAdapter<Money> {
        @Override
        public void write(JsonWriter out, Money value) throws IOException {
            out.value(value.amount() + " EUR");
        }

        @Override
        public Money read(JsonReader in) {
            throw new UnsupportedOperationException();
        }
    }

    static class Order {
        Money totalPrice = new Money(BigDecimal.ONE, new Date());
        LocalDate dueDate = LocalDate.of(2026, 1, 2);
        Path file = Path.of("a");
        transient String skipped = "canary";
    }

    static class Annotated {
        @JsonAdapter(MoneyAdapter.class)
        Money price = new Money(BigDecimal.ONE, new Date());

        LocalDate day = LocalDate.of(2026, 1, 2);
    }

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Money.class, new MoneyAdapter().nullSafe())
            .setFieldNamingPolicy(com.google.gson.FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    @Test
    void typeWithAnAdapterIsWrittenByIt() {
        Money money = new Money(BigDecimal.TEN, new Date());

        assertEquals(json("'10 EUR'"), convert(money, GSON));
        assertEquals(json("[{'a':'10 EUR'}]"), convert(List.of(Map.of("a", money)), GSON));
    }

    @Test
    void adapterForATypeOfTheJdkIsUsed() {
        Gson gson = new GsonBuilder()
                .registerTypeAdapter(Date.class, (com.google.gson.JsonSerializer<Date>)
                        (date, type, context) -> new JsonPrimitive("then"))
                .create();

        assertEquals(json("'then'"), convert(new Date(), gson));
        assertEquals(json("'2026-01-02'"), convert(LocalDate.of(2026, 1, 2), gson));
    }

    @Test
    void beanFollowsTheNamingOfTheGson() {
        assertEquals(json("{'total_price':'1 EUR','due_date':'2026-01-02','file':'a'}"), convert(new Order(), GSON));
    }

    @Test
    void gsonDoesNotWriteWhatIsOtherwiseRefused() {
        assertEquals("is a java.util.Date; use a String or a java.time value", refusal(new Date(), new Gson()));
        assertEquals(
                ".* is a java.util.Date; use a String or a java.time value",
                refusal(new Money(BigDecimal.ONE, new Date()), new Gson()));
    }

    @Test
    void annotatedAdapterIsUsedWithoutAGson() {
        assertEquals(json("{'price':'1 EUR','day':'2026-01-02'}"), convert(new Annotated()));
    }

    @Test
    void gsonThatFailsIsRefusedWithoutItsMessage() {
        Gson gson = new GsonBuilder()
                .registerTypeAdapter(Money.class, (com.google.gson.JsonSerializer<Money>) (money, type, context) -> {
                    throw new IllegalStateException("canary");
                })
                .create();

        assertEquals(
                "cannot be read, because of a java.lang.IllegalStateException; use a Map, a List, a record or a bean",
                refusal(new Money(BigDecimal.ONE, new Date()), gson));
    }

    @Test
    void elementsOfGsonAreCopied() {
        JsonObject element = json("{'a':[1,'x',null,true,{'b':2.50}]}").getAsJsonObject();

        assertEquals(element.toString(), convert(element).toString());
    }

    @Test
    void timesOfDayHaveSeconds() {
        assertEquals(json("'2026-01-02T00:00:00'"), convert(LocalDateTime.of(2026, 1, 2, 0, 0)));
        assertEquals(json("'00:00:00'"), convert(LocalTime.MIDNIGHT));
        assertEquals(
                json("'2026-01-02T00:00:00+01:00'"),
                convert(ZonedDateTime.of(2026, 1, 2, 0, 0, 0, 0, ZoneId.of("Europe/Berlin"))));
    }
}
