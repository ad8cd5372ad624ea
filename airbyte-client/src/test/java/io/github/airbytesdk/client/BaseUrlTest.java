package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, http://localhost:8000/api/public/v1",
        "http://localhost:8000/, http://localhost:8000/api/public/v1",
        "'  http://localhost:8000//  ', http://localhost:8000/api/public/v1",
        "http://localhost:8000/api/public, http://localhost:8000/api/public/v1",
        "http://localhost:8000/api/public/, http://localhost:8000/api/public/v1",
        "http://localhost:8000/api/public/v1, http://localhost:8000/api/public/v1",
        "http://localhost:8000/api/public/v1//, http://localhost:8000/api/public/v1",
        "https://host/airbyte, https://host/airbyte/api/public/v1",
        "https://host/airbyte/api/public, https://host/airbyte/api/public/v1",
        "https://host/airbyte/api/public/v1/, https://host/airbyte/api/public/v1",
        "https://[::1]:8000, https://[::1]:8000/api/public/v1",
        // Other spellings of the URL of Cloud.
        "https://api.airbyte.com, https://api.airbyte.com/v1",
        "https://api.airbyte.com/v1/, https://api.airbyte.com/v1",
        "http://API.AIRBYTE.COM/api/public/v1, https://api.airbyte.com/v1",
    })
    void selfManagedUrlGetsThePathThatItLacks(String given, String expected) {
        assertEquals(expected, BaseUrl.selfManaged(given).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000/api/public/v1, http://localhost:8000/api/v1",
        "https://host/airbyte/api/public/v1, https://host/airbyte/api/v1",
        "https://api.airbyte.com/v1, https://cloud.airbyte.com/api/v1",
        "https://gateway/public,",
        "https://api.airbyte.com/v2,",
        "https://gateway/,",
    })
    void configApiUrlIsDerivedFromTheBaseUrl(String publicApi, @Nullable String expected) {
        HttpUrl derived = BaseUrl.configApi(BaseUrl.exact(publicApi));

        assertEquals(expected, derived == null ? null : derived.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000/v1, http://localhost:8000/v1",
        "http://localhost:8000/v1///, http://localhost:8000/v1",
        "http://localhost:8000, http://localhost:8000/",
        "http://localhost:8000/a%20b/, http://localhost:8000/a%20b",
        "https://api.airbyte.com/v2, https://api.airbyte.com/v2",
    })
    void exactUrlLosesItsTrailingSlashesOnly(String given, String expected) {
        assertEquals(expected, BaseUrl.exact(given).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8000, localhost:8000",
        "'', ''",
        "ftp://localhost, ftp://localhost",
        "http://, http://",
        "http://user:hunter2@, http://***@",
        "ftp://user:hunt/er2@host/path, ftp://***@host/path",
        "user:hunter2@host:8000, ***@host:8000",
    })
    void invalidUrlIsRefusedAndShownWithoutPassword(String given, String shown) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> BaseUrl.exact(given));

        assertEquals(
                "base URL \"" + shown + "\" is not an http or https URL, such as http://localhost:8000",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:hunter2@host", "http://user@host", "http://:hunter2@host"})
    void userAndPasswordInTheUrlAreRefused(String given) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> BaseUrl.selfManaged(given));

        assertEquals(
                "the base URL for host contains a user or a password; use basic(user, password) instead",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/?token=hunter2", "http://host?", "http://host#hunter2", "http://host/#"})
    void queryAndFragmentAreRefused(String given) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> BaseUrl.exact(given));

        assertEquals("the base URL for host contains a query or a fragment; leave them out", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/api/v1", "http://host/airbyte/api/v1/"})
    void internalApiIsRefused(String given) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> BaseUrl.selfManaged(given));

        assertEquals(
                "base URL \"" + given.replaceAll("/$", "")
                        + "\" is Airbyte's internal API; give the installation's URL, without /api/v1",
                e.getMessage());
    }
}
