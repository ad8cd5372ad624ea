package io.github.airbytesdk.embedded;

/** Does what one operation says. */
@FunctionalInterface
interface Handler {
    /**
     * Acts, and returns the answer.
     *
     * @throws Refusal for every other answer
     * @throws InterruptedException if the server was closed meanwhile
     */
    Reply handle(ApiRequest request) throws InterruptedException;
}
