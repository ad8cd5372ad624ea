package io.github.airbytesdk.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.annotations.SerializedName;
import java.util.List;
import java.util.UUID;

/** Hand-written classes for Gson with the same members and types as the generated models. */
final class PlainModels {
    private PlainModels() {}

    static final class ConnectionPage {
        String previous;
        String next;
        List<Connection> data;
    }

    static final class Connection {
        UUID connectionId;
        String name;
        UUID sourceId;
        UUID destinationId;
        UUID workspaceId;
        Status status;
        Schedule schedule;
        String dataResidency;
        String nonBreakingSchemaUpdatesBehavior;
        String namespaceDefinition;
        String namespaceFormat;
        String prefix;
        Configurations configurations;
        Long createdAt;
        List<Tag> tags;
        String statusReason;
    }

    static final class Schedule {
        String scheduleType;
        String cronExpression;
        String basicTiming;
    }

    static final class Configurations {
        List<ConfiguredStream> streams;
    }

    static final class ConfiguredStream {
        String name;
        String namespace;
        SyncMode syncMode;
        List<String> cursorField;
        List<List<String>> primaryKey;
        Boolean includeFiles;
        String destinationObjectName;
        List<SelectedField> selectedFields;
        List<Mapper> mappers;
    }

    static final class SelectedField {
        List<String> fieldPath;
    }

    static final class Mapper {
        UUID id;
        String type;
        JsonElement mapperConfiguration;
    }

    static final class Tag {
        UUID tagId;
        UUID workspaceId;
        String name;
        String color;
    }

    enum Status {
        @SerializedName("active")
        ACTIVE,
        @SerializedName("inactive")
        INACTIVE,
        @SerializedName("deprecated")
        DEPRECATED
    }

    enum SyncMode {
        @SerializedName("full_refresh_overwrite")
        FULL_REFRESH_OVERWRITE,
        @SerializedName("full_refresh_overwrite_deduped")
        FULL_REFRESH_OVERWRITE_DEDUPED,
        @SerializedName("full_refresh_append")
        FULL_REFRESH_APPEND,
        @SerializedName("incremental_append")
        INCREMENTAL_APPEND,
        @SerializedName("incremental_deduped_history")
        INCREMENTAL_DEDUPED_HISTORY
    }
}
