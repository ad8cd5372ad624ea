package io.github.airbytesdk.embedded;

import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that gives each test an {@link EmbeddedAirbyte} of its own and closes it after the test.
 *
 * <pre>{@code
 * @ExtendWith(EmbeddedAirbyteExtension.class)
 * class OnboardingTest {
 *     @BeforeEach
 *     void addWarehouse(EmbeddedAirbyte airbyte) {
 *         airbyte.addDestination("warehouse", "dev-null", "{}");
 *     }
 *
 *     @Test
 *     void failedOnboardingLeavesNoSource(EmbeddedAirbyte airbyte) {
 *         airbyte.onNext("createConnection", Fault.response(403));
 *         // ... run the code under test with airbyte.url() ...
 *         assertEquals(List.of(), airbyte.sources());
 *     }
 * }
 * }</pre>
 *
 * <p>All parameters of this type that belong to one test get the same server: those of the test method, of its
 * {@code @BeforeEach} and {@code @AfterEach} methods, enclosing classes included, and of the constructor. Each
 * invocation of a parameterized or repeated test counts as a test. Tests may run in parallel.
 *
 * <p>To start the server with other settings, register the extension with a supplier:
 *
 * <pre>{@code
 * class OrdinaryUserTest {
 *     @RegisterExtension
 *     static final EmbeddedAirbyteExtension AIRBYTE =
 *             new EmbeddedAirbyteExtension(() -> EmbeddedAirbyte.builder().ordinaryUser().start());
 * }
 * }</pre>
 *
 * <p>Needs JUnit Jupiter 5.13 or newer on the class path, which this artifact does not depend on.
 *
 * @since 0.1.0
 */
public final class EmbeddedAirbyteExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EmbeddedAirbyteExtension.class);

    private final Supplier<EmbeddedAirbyte> start;

    /** Creates an extension whose servers have the default settings. */
    public EmbeddedAirbyteExtension() {
        this(EmbeddedAirbyte::start);
    }

    /**
     * Creates an extension whose servers have other settings.
     *
     * @param start starts a server; called once for each test with a parameter, by several threads if tests run in parallel
     */
    public EmbeddedAirbyteExtension(Supplier<EmbeddedAirbyte> start) {
        this.start = Objects.requireNonNull(start, "start");
    }

    /** Makes parameters of a constructor belong to the test for which the instance is created. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == EmbeddedAirbyte.class;
    }

    /**
     * Returns the server of a test, which the first parameter starts.
     *
     * @throws ParameterResolutionException if the parameter belongs to all tests of a class instead of one
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (test.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("each test has an EmbeddedAirbyte of its own, so "
                    + parameter.getDeclaringExecutable()
                    + " cannot have one; use @BeforeEach instead of @BeforeAll, and"
                    + " no constructor parameter with Lifecycle.PER_CLASS, or call EmbeddedAirbyte.start()");
        }
        ExtensionContext.Store store = test.getStore(NAMESPACE);
        EmbeddedAirbyte airbyte = store.get(this, EmbeddedAirbyte.class);
        if (airbyte == null) {
            airbyte = start.get();
            store.put(this, airbyte); // JUnit closes it when the test has ended.
        }
        return airbyte;
    }
}
