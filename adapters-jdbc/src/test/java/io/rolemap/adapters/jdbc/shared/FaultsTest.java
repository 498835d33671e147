package io.rolemap.adapters.jdbc.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.shared.StorageUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.assertj.core.util.Throwables;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static TransactionException fault(String state) {
        return new TransactionException(new SQLException("of a test, with s3cret", state));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"08000", "08006", "57P01", "57P02", "57P03", "57014", "53300", "53100", "25006", "55P03", "HYT00"
            })
    void a_lack_of_availability_during_a_statement_has_stored_nothing(String state) {
        assertThat(Faults.translate(fault(state)))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        unavailable ->
                                assertThat(unavailable.isOutcomeUnknown()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "40003", "XX000", ""})
    void a_commit_that_was_not_answered_has_an_unknown_outcome(String state) {
        assertThat(Faults.translateCommit(fault(state)))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        unavailable ->
                                assertThat(unavailable.isOutcomeUnknown()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "23505", "25P02"})
    void a_commit_that_was_refused_has_a_known_one(String state) {
        assertThat(Faults.translateCommit(fault(state))).isInstanceOf(StatementFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08003", "08006", "57P01", "57P02", "58030", "40003", ""})
    void a_statement_that_commits_by_itself_and_was_not_answered_has_an_unknown_outcome(String state) {
        assertThat(Faults.translateStatementThatCommits(fault(state)))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        unavailable ->
                                assertThat(unavailable.isOutcomeUnknown()).isTrue());
    }

    @Test
    void a_statement_that_commits_by_itself_and_met_a_general_error_of_h2_has_an_unknown_outcome() {
        TransactionException fault = new TransactionException(new SQLException("of a test", "HY000", 50000));

        assertThat(Faults.translateStatementThatCommits(fault))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        unavailable ->
                                assertThat(unavailable.isOutcomeUnknown()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08004", "53300", "25006", "55P03", "HYT00", "57014", "57P03"})
    void a_statement_that_commits_by_itself_and_was_refused_has_stored_nothing(String state) {
        assertThat(Faults.translateStatementThatCommits(fault(state)))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        unavailable ->
                                assertThat(unavailable.isOutcomeUnknown()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "23505", "XX000"})
    void a_statement_that_commits_by_itself_and_failed_is_no_lack_of_availability(String state) {
        assertThat(Faults.translateStatementThatCommits(fault(state))).isInstanceOf(StatementFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23502", "23505", "XX000", "P0001"})
    void a_message_that_may_quote_values_is_not_passed_on(String state) {
        RuntimeException translated = Faults.translate(fault(state));

        assertThat(translated).isInstanceOf(StatementFailedException.class).hasMessageContaining(state);
        assertThat(Throwables.getStackTrace(translated)).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "90131"})
    void conflicts_between_transactions_are_recognised_wherever_they_are_wrapped(String state) {
        assertThat(Faults.isConflict(new IllegalStateException(Faults.translate(fault(state)))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40003", "23505", "08006", ""})
    void nothing_else_is_taken_for_a_conflict(String state) {
        assertThat(Faults.isConflict(Faults.translate(fault(state)))).isFalse();
    }

    @Test
    void a_pool_that_has_no_connection_to_give_is_unavailable_and_says_why_it_has_none() {
        SQLException timeout = new SQLTransientConnectionException("timed out", new SQLException("refused", "08001"));

        assertThat(Faults.translate(timeout))
                .isInstanceOf(StorageUnavailableException.class)
                .hasStackTraceContaining("timed out")
                .hasStackTraceContaining("refused");
    }
}
