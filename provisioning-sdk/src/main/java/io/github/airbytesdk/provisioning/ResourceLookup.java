package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

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

    /** @param mayExist false if it cannot exist, because its parent has just been created */
    <S, T> Decision<T> decide(ResourceType<S, T> type, S spec, boolean mayExist) {
        if (!mayExist || !policy.looks()) {
            return Decision.create(type.kind(), type.name(spec, null));
        }
        Collection<T> alike = type.find(spec);
        List<T> all = identical(type, spec, alike);
        if (all.isEmpty() && !alike.isEmpty()) {
            return Decision.refuse(mistakable(type, spec, alike));
        }
        if (all.isEmpty()) {
            return Decision.create(type.kind(), type.name(spec, null));
        }
        if (all.size() > 1) {
            return Decision.refuse(duplicates(type, spec, all));
        }
        T found = all.get(0);
        String id = Objects.requireNonNull(type.id(found));
        String what = type.kind() + " " + id + " " + type.identity(spec);
        if (policy == IfExists.FAIL) {
            return Decision.refuse(what + " already exists; to use it, call ifExists(REUSE)");
        }
        ResourceType.Comparison comparison = type.compare(spec, found);
        if (comparison.conflict() != null) {
            return Decision.refuse(what + " " + comparison.conflict());
        }
        String names = Messages.listed(comparison.differences());
        if (policy == IfExists.UPDATE && comparison.needsUpdate()) {
            return new Decision<>(Action.UPDATE, found, names.isEmpty() ? id : id + ": " + names);
        }
        return comparison.isReusable()
                ? new Decision<>(Action.REUSE, found, id + comparison.remarks())
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
        List<T> all = identical(type, spec, type.find(spec));
        if (all.size() > 1) {
            throw StepFailure.permanent(type.kind().step(), duplicates(type, spec, all), null);
        }
    }

    private static <S, T> List<T> identical(ResourceType<S, T> type, S spec, Collection<T> found) {
        return found.stream().filter(each -> type.isIdentical(spec, each)).toList();
    }

    /** Refused, because otherwise a name with a stray blank or in another case would silently start a second pipeline. */
    private static <S, T> String mistakable(ResourceType<S, T> type, S spec, Collection<T> alike) {
        return "no " + type.kind() + " " + type.identity(spec) + " exists, but " + type.kind() + " "
                + Messages.listed(alike.stream()
                        .map(each -> type.id(each) + " \"" + type.name(spec, each) + "\"")
                        .toList())
                + " differs from it only in case, surrounding white space or Unicode normalization; use the existing name,"
                + " or call ifExists(CREATE_ANOTHER) once to create another " + type.kind();
    }

    private static <S, T> String duplicates(ResourceType<S, T> type, S spec, Collection<T> all) {
        return all.size() + " " + type.kind() + "s " + type.identity(spec) + " exist: "
                + Messages.listed(all.stream()
                        .map(each -> type.id(each)
                                + (type.createdAt(each) == null ? "" : " created " + type.createdAt(each)))
                        .toList())
                + "; delete all but one";
    }
}
