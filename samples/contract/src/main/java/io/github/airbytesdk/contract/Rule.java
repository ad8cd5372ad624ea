package io.github.airbytesdk.contract;

import java.util.List;
import java.util.stream.Stream;

/**
 * A promise of the SDK, or a behavior of Airbyte on which it relies.
 *
 * @param name the name in the report
 * @param promise what must hold, in one line
 * @param source what shows that Airbyte behaves so: a scenario of the recorded exchanges, or the SDK's own documentation
 * @param check checks the rule
 */
record Rule(String name, String promise, String source, Check check) {
    /** Returns all rules in the order in which they are checked. Paging comes last, because it makes the lists long. */
    static List<Rule> all() {
        return Stream.of(PipelineRules.all(), ServerRules.all(), RecordedRules.all(), List.of(PipelineRules.PAGING))
                .flatMap(List::stream)
                .toList();
    }

    /** Checks a rule. */
    @FunctionalInterface
    interface Check {
        /**
         * Returns what was seen.
         *
         * @throws Differs if the rule does not hold
         * @throws NotApplicable if it cannot be checked
         */
        String run(Run run);
    }

    /** Verdict of a check. */
    enum Verdict {
        HELD("held"),
        DIFFERS("differs"),
        NOT_APPLICABLE("not applicable");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The rule does not hold. */
    static final class Differs extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Differs(String seen) {
            super(seen);
        }
    }

    /** The rule cannot be checked. */
    static final class NotApplicable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotApplicable(String why) {
            super(why);
        }
    }

    static void require(boolean holds, String seen) {
        if (!holds) {
            throw new Differs(seen);
        }
    }
}
