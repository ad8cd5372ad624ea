package io.github.airbytesdk.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service: {@code PUT /tenants/{name}} connects a tenant's database to the warehouse. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TenantsApplication {
    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(TenantsApplication.class, args);
    }
}
