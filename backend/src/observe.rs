//! What is seen of the backend from outside: how long operations take, and how long they wait for the database.

use std::time::Instant;

/// An operation in progress: it counts how long it takes, and how it ends.
pub(crate) struct Operation {
    name: &'static str,
    begin: Instant,
    outcome: &'static str,
}

impl Operation {
    /// An operation that begins now. One that is never [`ended`](Self::ended) has failed, or was given up.
    pub(crate) fn begin(name: &'static str) -> Self {
        Self { name, begin: Instant::now(), outcome: "error" }
    }

    /// Ends the operation with its result.
    pub(crate) fn ended<T, E>(mut self, result: Result<T, E>) -> Result<T, E> {
        if result.is_ok() {
            self.outcome = "ok";
        }
        result
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        let Self { name, begin, outcome } = *self;
        metrics::histogram!("guichet_operation_seconds", "operation" => name, "outcome" => outcome)
            .record(begin.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Engine, run};
    use crate::users;
    use domain::ids::AssignmentId;
    use domain::users::PageRequest;
    use metrics_exporter_prometheus::PrometheusBuilder;

    #[test]
    fn operations_are_counted_by_how_they_end_and_waiting_by_its_kind() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let shown = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            run(Engine::Sqlite, async |world| {
                let all = users::list(&world.services, &world.potters.scope, &PageRequest::default()).await;
                assert!(all.is_ok());
                let nobody = AssignmentId(uuid::Uuid::nil());
                assert!(crate::mail::resend(&world.services, &world.potters.scope, nobody).await.is_err());
            });
        });
        let shown = shown.render();

        for line in [
            "guichet_operation_seconds_count{operation=\"users.list\",outcome=\"ok\"} 1",
            "guichet_operation_seconds_count{operation=\"mail.resend\",outcome=\"error\"} 1",
            "guichet_db_wait_seconds_count{kind=\"write\"}",
            "guichet_db_connections{kind=\"read\",state=\"idle\"}",
        ] {
            assert!(shown.contains(line), "{line} is not in\n{shown}");
        }
    }
}
