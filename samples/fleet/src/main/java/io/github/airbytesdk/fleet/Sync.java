package io.github.airbytesdk.fleet;

import io.github.airbytesdk.provisioning.SyncResult;

/**
 * What a look at a first sync has shown.
 *
 * @param ended whether it has ended, well or not
 * @param succeeded whether it has ended well
 * @param status Airbyte's word for it
 */
public record Sync(boolean ended, boolean succeeded, String status, long rows, long bytes) {
    static Sync of(SyncResult result) {
        return new Sync(
                result.isFinal(), result.isSucceeded(), result.status().getValue(), result.rows(), result.bytes());
    }
}
