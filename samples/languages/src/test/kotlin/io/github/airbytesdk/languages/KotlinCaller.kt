package io.github.airbytesdk.languages

import com.google.gson.annotations.SerializedName
import io.github.airbytesdk.client.AirbyteClient
import io.github.airbytesdk.client.model.ConnectionSyncMode
import io.github.airbytesdk.client.model.JobsResponse
import io.github.airbytesdk.provisioning.IfExists
import io.github.airbytesdk.provisioning.PipelineProvisioner
import io.github.airbytesdk.provisioning.streams.StreamSelection
import java.time.LocalDate
import java.util.UUID

enum class Mode { FULL, INCREMENTAL }

@JvmInline
value class Password(val text: String)

@JvmInline
value class Port(val number: UInt)

sealed interface Tunnel {
    data class Ssh(val host: String, val port: UShort) : Tunnel

    data object None : Tunnel
}

/** A configuration in Kotlin's own types. */
data class Source(
    val definitionId: String,
    val shop: String,
    @SerializedName("api_key") val apiKey: Password,
    val host: String,
    val port: UInt,
    val limit: ULong,
    val small: UByte,
    val optionalPort: UInt?,
    val password: Password,
    val mode: Mode,
    val start: LocalDate,
    val schemas: List<String>,
    val tunnel: Tunnel,
    val isActive: Boolean,
    val comment: String? = null,
) {
    val url: String by lazy { "jdbc:$host:$port" }

    companion object {
        const val UNRELATED = "canary"
    }
}

class Refused(val inner: Any)

class TypedPort(val port: Port)

/** The pipeline that the test provisions. */
fun pipeline(client: AirbyteClient, workspace: UUID, definition: UUID): PipelineProvisioner {
    val source = Source(
        definitionId = definition.toString(),
        shop = "corner",
        apiKey = Password("key"),
        host = "db.example.com",
        port = 3_000_000_000u,
        limit = ULong.MAX_VALUE,
        small = 200u,
        optionalPort = 4_000_000_000u,
        password = Password("secret"),
        mode = Mode.INCREMENTAL,
        start = LocalDate.of(2026, 1, 2),
        schemas = listOf("public"),
        tunnel = Tunnel.Ssh("jump", 60_000u),
        isActive = true,
    )
    return PipelineProvisioner(client)
        .workspace(workspace)
        .source("kotlin-source", source)
        .destination(
            "kotlin-destination",
            mapOf("destinationType" to "postgres", "host" to "dw", "port" to Port(5432u), "database" to "dw",
                "schema" to "public", "username" to "app", "password" to Password("secret")),
        )
        .streams(StreamSelection.all().stream("orders") { it.syncMode(ConnectionSyncMode.FULL_REFRESH_OVERWRITE) })
        .ifExists(IfExists.REUSE)
}

/** Getters are nullable, calls return non-null objects, and the arguments of optional setters are nullable. */
fun latestJobs(client: AirbyteClient, connection: UUID, order: String?): List<Long> {
    val page: JobsResponse = client.jobs().listJobs { it.connectionId(connection).limit(10).orderBy(order) }
    return page.data.orEmpty().mapNotNull { it.jobId }
}

/** A stream of all pages. */
fun sourceNames(client: AirbyteClient, workspace: UUID): List<String> =
    client.sources().streamSources { it.workspaceIds(listOf(workspace)) }
        .map<String> { it.name ?: "unnamed" }
        .toList()

/** Values that mean nothing in JSON. */
fun refused(): Map<String, Any> = mapOf(
    "a sequence" to sequenceOf("canary"),
    "a data object" to Tunnel.None,
    "a duration of Kotlin" to kotlin.time.Duration.parse("PT5S"),
    "a function" to { "canary" },
    "a pair" to Pair("canary", 1),
    "a range" to (1..5).asSequence(),
    "a property of a value class of numbers" to TypedPort(Port(1u)),
    "nested" to Refused(Tunnel.None),
)
