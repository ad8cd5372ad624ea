package io.github.airbytesdk.languages

import io.github.airbytesdk.client.AirbyteClient
import io.github.airbytesdk.client.model.ConnectionSyncMode
import io.github.airbytesdk.provisioning.IfExists
import io.github.airbytesdk.provisioning.PipelineProvisioner
import io.github.airbytesdk.provisioning.streams.StreamSelection
import java.time.LocalDate

/** A configuration with Groovy's properties. */
class Login {
    String user
    String password
    int attempts = 3
}

class GroovyCaller {
    static PipelineProvisioner pipeline(AirbyteClient client, UUID workspace, UUID definition) {
        def name = 'db'
        def source = [
                definitionId: "$definition",
                shop        : 'corner',
                api_key     : "key$name",
                host        : "${name}.example.com",
                port        : 5432,
                ratio       : 0.25,
                big         : 18446744073709551615G,
                start       : LocalDate.of(2026, 1, 2),
                schemas     : ["${name}_public", 'public'] as Set,
                range       : 1..3,
                login       : new Login(user: 'app', password: 'secret'),
                ("key_$name".toString()): true,
        ]
        source.put("lazy_$name", "${-> name}")
        return new PipelineProvisioner(client)
                .workspace(workspace)
                .source('groovy-source', source)
                .destination('groovy-destination', [destinationType: 'postgres', host: 'dw', port: 5432, database: 'dw',
                                                    schema: 'public', username: 'app', password: "secret$name"])
                .streams(StreamSelection.all().stream('orders') { it.syncMode(ConnectionSyncMode.FULL_REFRESH_OVERWRITE) })
                .ifExists(IfExists.REUSE)
    }

    static Map<String, Object> refused() {
        [
                'a closure' : { 'canary' },
                'a date'    : new Date(),
                'an expando': new Expando(canary: 1),
                'an object' : new Object(),
        ]
    }
}
