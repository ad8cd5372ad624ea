package io.github.airbytesdk.springboot;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.StepListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client, of which one is enough for the whole service, and the template of a tenant's pipeline. */
@Configuration(proxyBeanMethods = false)
class AirbyteConfiguration {
    /** Spring closes the client when the service ends, after the last request. */
    @Bean
    AirbyteClient airbyteClient(AirbyteProperties properties) {
        AirbyteClient.Builder builder = AirbyteClient.builder()
                .defaultTimeout(properties.defaultTimeout())
                .createTimeout(properties.createTimeout())
                .discoveryTimeout(properties.discoveryTimeout());
        if (properties.url() != null) {
            builder.selfManaged(properties.url());
        }
        if (properties.token() != null) {
            builder.bearerToken(properties.token());
        } else if (properties.clientId() != null && properties.clientSecret() != null) {
            builder.clientCredentials(properties.clientId(), properties.clientSecret());
        }
        return builder.build();
    }

    /** With REUSE, a request that is repeated after a timeout or a failure continues instead of creating duplicates. */
    @Bean
    PipelineProvisioner pipelineTemplate(AirbyteClient client, AirbyteProperties properties, StepListener listener) {
        return new PipelineProvisioner(client)
                .workspace(properties.workspaceId())
                .useDestination(properties.warehouseId())
                .ifExists(IfExists.REUSE)
                .deadline(properties.deadline())
                .listener(listener);
    }
}
