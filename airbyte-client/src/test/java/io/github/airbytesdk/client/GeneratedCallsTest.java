package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.airbytesdk.client.Description.Operation;
import io.github.airbytesdk.client.JobsApi.ListJobsQuery;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.client.model.JobsResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The form of the generated calls, compared with the description. */
class GeneratedCallsTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    static Stream<Operation> operationsWithOptionalParameters() {
        return Description.operations().stream()
                .filter(operation -> !optional(operation).isEmpty());
    }

    static Stream<Operation> pagedOperations() {
        return Description.operations().stream()
                .filter(operation -> optional(operation).contains("limit"))
                .filter(operation -> optional(operation).contains("offset"));
    }

    private static List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> parameters.add(Description.resolved(parameter)));
        return parameters;
    }

    private static List<String> optional(Operation operation) {
        return parameters(operation).stream()
                .filter(parameter -> !parameter.path("required").asBoolean(false))
                .map(parameter -> parameter.path("name").asString(""))
                .toList();
    }

    private static Class<?> api(Operation operation) {
        String tag = operation.node().path("tags").path(0).asString("");
        return Description.apis().stream()
                .filter(type -> type.getSimpleName().equals(tag + "Api"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Method> methods(Class<?> api, String name) {
        return Arrays.stream(api.getMethods())
                .filter(method -> method.getName().equals(name))
                .sorted((one, other) -> one.getParameterCount() - other.getParameterCount())
                .toList();
    }

    @Test
    void requiredParametersAreArgumentsAndOptionalOnesAreAQuery() {
        for (Operation operation : Description.operations()) {
            int required = parameters(operation).size()
                    - optional(operation).size()
                    + (operation.node().has("requestBody") ? 1 : 0);
            List<Method> methods = methods(api(operation), operation.id());

            assertEquals(optional(operation).isEmpty() ? 1 : 2, methods.size(), operation.id());
            assertEquals(required, methods.get(0).getParameterCount(), operation.id());
            if (methods.size() == 2) {
                Class<?>[] types = methods.get(1).getParameterTypes();
                assertEquals(required + 1, types.length, operation.id());
                assertEquals(Consumer.class, types[types.length - 1], operation.id());
            }
        }
        assertEquals(16, operationsWithOptionalParameters().count());
    }

    @ParameterizedTest
    @MethodSource("operationsWithOptionalParameters")
    void everyOptionalParameterIsSentIfItIsSet(Operation operation) throws Exception {
        Method call = methods(api(operation), operation.id()).get(1);
        Class<?> type = queryType(call);
        Object query = type.getDeclaredConstructor().newInstance();
        List<String> expected = new ArrayList<>();
        for (String name : optional(operation)) {
            List<Method> setters = Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals(name))
                    .toList();
            assertEquals(1, setters.size(), name);
            Object value = sample(setters.get(0).getGenericParameterTypes()[0]);
            assertSame(query, setters.get(0).invoke(query, value));
            Method getter = getter(type, name);
            assertEquals(value, getter.invoke(query));
            expected.add(value instanceof Map ? "code=a" : name + "=");
        }
        fixture.enqueue(2, json(call.getReturnType() == List.class ? "[]" : "{}"));

        invoke(call, query);
        invoke(methods(api(operation), operation.id()).get(0), null);

        List<String> sent = fixture.paths();
        expected.forEach(parameter -> assertTrue(sent.get(0).contains(parameter), () -> parameter + " in " + sent));
        expected.forEach(parameter -> assertTrue(!sent.get(1).contains(parameter), () -> parameter + " in " + sent));
    }

    private static Method getter(Class<?> type, String property) throws NoSuchMethodException {
        return type.getMethod("get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1));
    }

    private static Class<?> queryType(Method call) {
        Type[] types = call.getGenericParameterTypes();
        Type consumer = types[types.length - 1];
        return (Class<?>) ((ParameterizedType) consumer).getActualTypeArguments()[0];
    }

    private static Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? Map.of("code", "a")
                    : List.of(sample(generic.getActualTypeArguments()[0]));
        }
        Class<?> simple = (Class<?>) type;
        if (simple.isEnum()) {
            return simple.getEnumConstants()[0];
        }
        Map<Class<?>, Object> samples = Map.of(
                UUID.class,
                ScriptedServer.ID,
                String.class,
                "a",
                Integer.class,
                7,
                Boolean.class,
                true,
                OffsetDateTime.class,
                OffsetDateTime.parse("2026-07-27T14:05Z"));
        return Objects.requireNonNull(samples.get(simple), type::toString);
    }

    /** Calls with a sample of each required parameter, and a query with the values of this one. */
    private Object invoke(Method call, @Nullable Object query) throws Exception {
        AirbyteClient client = fixture.client();
        Object api = AirbyteClient.class
                .getMethod(Arrays.stream(AirbyteClient.class.getMethods())
                        .filter(accessor -> accessor.getReturnType() == call.getDeclaringClass())
                        .findFirst()
                        .orElseThrow()
                        .getName())
                .invoke(client);
        Object[] arguments = Arrays.stream(call.getGenericParameterTypes())
                .map(type -> type instanceof ParameterizedType ? copying(query) : sample(type))
                .toArray();
        try {
            return call.invoke(api, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(call.getName(), e.getCause());
        }
    }

    private static Consumer<Object> copying(@Nullable Object from) {
        return to -> {
            for (Method setter : to.getClass().getMethods()) {
                if (setter.getReturnType() == to.getClass()) {
                    String name = setter.getName();
                    try {
                        Method getter = getter(to.getClass(), name);
                        setter.invoke(to, getter.invoke(from));
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(name, e);
                    }
                }
            }
        };
    }

    @ParameterizedTest
    @MethodSource("pagedOperations")
    void everyPagedListHasAStreamOfItsItems(Operation operation) throws Exception {
        String name = operation.id().replaceFirst("^list", "stream");
        List<Method> streams = methods(api(operation), name);
        Class<?> page = methods(api(operation), operation.id()).get(0).getReturnType();
        Type items = page.getMethod("getData").getGenericReturnType();
        Type item = ((ParameterizedType) items).getActualTypeArguments()[0];
        fixture.enqueue(json("{\"data\":[{},{}]}"), json("{\"data\":[]}"));

        Stream<?> all = (Stream<?>) invoke(streams.get(0), null);

        assertEquals(0, fixture.server.getRequestCount());
        List<?> read = all.toList();
        assertEquals(2, streams.size());
        assertEquals(List.of(item, item), read.stream().map(Object::getClass).collect(Collectors.toList()));
        assertEquals(1, fixture.server.getRequestCount());
        assertTrue(fixture.paths().get(0).endsWith("limit=100&offset=0"), fixture.paths()::toString);
    }

    @Test
    void sevenListsArePaged() {
        assertEquals(7, pagedOperations().count());
        long streams = Description.apis().stream()
                .flatMap(api -> Arrays.stream(api.getMethods()))
                .filter(method -> method.getReturnType() == Stream.class)
                .count();
        assertEquals(14, streams);
    }

    /** As a user's test with a mock would do it. */
    @Test
    void argumentsOfAMockedCallCanBeVerified() {
        AirbyteClient client = mock(AirbyteClient.class, RETURNS_DEEP_STUBS);
        JobsResponse page = new JobsResponse().data(List.of(new JobResponse().jobId(7L)));
        when(client.jobs().listJobs(any())).thenReturn(page);

        assertSame(
                page,
                client.jobs()
                        .listJobs(query -> query.connectionId(ScriptedServer.ID).limit(1)));

        ListJobsQuery expected =
                new ListJobsQuery().connectionId(ScriptedServer.ID).limit(1);
        verify(client.jobs()).listJobs(argThat(query -> {
            ListJobsQuery actual = new ListJobsQuery();
            query.accept(actual);
            return actual.equals(expected);
        }));
    }

    @Test
    void queriesAreComparedAndShownByTheirValues() {
        ListJobsQuery query =
                new ListJobsQuery().connectionId(ScriptedServer.ID).jobType(JobType.SYNC);

        assertEquals("ListJobsQuery{connectionId=" + ScriptedServer.ID + ", jobType=sync}", query.toString());
        assertEquals("ListJobsQuery{}", new ListJobsQuery().toString());
        assertEquals(new ListJobsQuery().jobType(JobType.SYNC).connectionId(ScriptedServer.ID), query);
        assertEquals(
                new ListJobsQuery()
                        .jobType(JobType.SYNC)
                        .connectionId(ScriptedServer.ID)
                        .hashCode(),
                query.hashCode());
        assertNotEquals(new ListJobsQuery().status(JobStatus.RUNNING), query);
        assertNotEquals(query, null);
        assertNull(query.getLimit());
    }

    @Test
    void documentationIsReadAsText() {
        fixture.enqueue(json("<html>API</html>").setHeader("Content-Type", "text/html"));

        String page = fixture.client().documentation().getDocumentation();

        assertInstanceOf(String.class, page);
        assertEquals("<html>API</html>", page);
        assertEquals(List.of("/api/public/v1/"), fixture.paths());
    }
}
