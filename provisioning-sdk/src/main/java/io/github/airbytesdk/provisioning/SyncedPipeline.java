package io.github.airbytesdk.provisioning;

/**
 * A pipeline that stands, and what became of its first sync.
 *
 * @param pipeline the pipeline
 * @param sync its first sync, which may have failed or go on
 * @since 0.1.0
 */
public record SyncedPipeline(ProvisionedPipeline pipeline, SyncResult sync) {}
