package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up existing resources and decides by {@link IfExists} what to do about them. Only reads. */
final class ResourceLookup {
    private final IfExists policy;

    ResourceLookup(IfExists policy) {
        this.policy = policy;
    }

    /** Looks up a source or a destination: by its id if it was given by {@code useSource(id)}, else by its name. */
    <Q> Decision<Connector> connector(Connectors<Q> connectors, ConnectorSpec<Q> spec) {
        return spec.existingId() == null ? decide(connectors, spec, true) : connectors.existing(spec.existingId());
    }

    /** @param mayExist false if it cannot exist, because what it belongs to has just been created */
    <S, T> Decision<T> decide(ResourceType<S, T> type, S spec, boolean mayExist) {
        Collection<T> all = mayExist && policy.looks() ? type.find(spec) : List.of();
        if (all.isEmpty()) {
            return Decision.create(type.kind(), type.name(spec, null));
        }
        if (all.size() > 1) {
            return Decision.refuse(duplicates(type, spec, all));
        }
        T found = all.iterator().next();
        String id = Objects.requireNonNull(type.id(found));
        String what = type.kind() + " " + id + " " + type.identity(spec);
        if (policy == IfExists.FAIL) {
            return Decision.refuse(what + " already exists; to use it, call ifExists(REUSE)");
        }
        String conflict = type.conflict(spec, found);
        if (conflict != null) {
            return Decision.refuse(what + " " + conflict);
        }
        Set<String> differences = type.differences(spec, found);
        String names = String.join(", ", differences);
        if (policy == IfExists.UPDATE && (type.hasHiddenSettings() || !differences.isEmpty())) {
            return new Decision<>(Action.UPDATE, found, differences.isEmpty() ? id : id + ": " + names);
        }
        return differences.isEmpty()
                ? new Decision<>(Action.REUSE, found, id)
                : Decision.refuse(what + " exists and differs in " + names
                        + "; change the input, or call ifExists(UPDATE) to change the existing " + type.kind());
    }

    /**
     * Looks again after a create: another writer, or a late request of an earlier run, may have created a second resource.
     *
     * @throws StepFailure if there are several
     */
    <S, T> void refuseDuplicates(ResourceType<S, T> type, S spec) {
        if (!policy.looks() || type.allowsDuplicates()) {
            return;
        }
        Collection<T> all = type.find(spec);
        if (all.size() > 1) {
            throw StepFailure.permanent(type.kind().step(), duplicates(type, spec, all), null);
        }
    }

    private static <S, T> String duplicates(ResourceType<S, T> type, S spec, Collection<T> all) {
        return all.size() + " " + type.kind() + "s " + type.identity(spec) + " exist: "
                + all.stream()
                        .map(each -> type.id(each)
                                + (type.createdAt(each) == null ? "" : ", created " + type.createdAt(each)))
                        .collect(Collectors.joining("; "))
                + "; delete all but one";
    }
}
