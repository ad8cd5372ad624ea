package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.ApiExceptionInternals;
import java.util.Set;

/** Whether a server lets this client use the Config API: what its refusals look like is not recorded. */
final class ConfigAccess {
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404, 405, 501);

    private ConfigAccess() {}

    /** Returns whether the server, or a gateway, refuses the call or does not know it. It will not change soon. */
    static boolean isUnavailable(AirbyteApiException e) {
        boolean redirected = e.status() >= 300 && e.status() < 400;
        return redirected || REFUSALS.contains(e.status()) || ApiExceptionInternals.isWebPage(e);
    }
}
