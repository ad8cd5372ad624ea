package io.github.airbytesdk.embedded;

/** Carries out an operation. */
@FunctionalInterface
interface Handler {
    /**
     * Carries out the operation and returns its response.
     *
     * @throws Refusal to respond with an error
     * @throws InterruptedException if the server is closed
     */
    Reply handle(ApiRequest request) throws InterruptedException;
}
