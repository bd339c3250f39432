use crate::api::ApiError;
use domain::ids::AssignmentId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Removes an assignment; what reports it offers to undo it.
#[server(name = RemoveAssignment, prefix = "/api", endpoint = "remove_assignment")]
pub async fn remove_assignment(assignment: String, #[server(default)] back: String) -> Result<(), ApiError> {
    use super::reporting::{key, report};
    use crate::users::flash::Flash;

    let scope = crate::api::scope()?;
    let removal = async {
        let assignments = [key(&assignment)?];
        let removed = backend::users::remove(&crate::api::services()?, &scope, &assignments).await;
        removed.map_err(remove_refusal)
    };
    let removed = removal.await.map(|removal| Flash::Removed { removal: removal.id, people: removal.people });

    report(removed, &back).await
}

#[cfg(feature = "ssr")]
pub(super) fn remove_refusal(error: backend::users::RemoveError) -> ApiError {
    use backend::users::RemoveError;

    match error {
        RemoveError::NotFound => ApiError::NotFound,
        // Whoever asks has ceased to be an administrator.
        RemoveError::LastAdministrator => ApiError::Conflict,
        // No form of ours asks for the one, and nobody has that many.
        RemoveError::Own | RemoveError::TooMany => ApiError::BadRequest,
        RemoveError::Database(failure) => crate::api::failed(failure),
    }
}

/// Puts back what was removed.
#[server(name = RestoreAssignments, prefix = "/api", endpoint = "restore_assignments")]
pub async fn restore_assignments(removal: String, #[server(default)] back: String) -> Result<(), ApiError> {
    use super::reporting::{key, report};
    use crate::users::flash::Flash;
    use backend::users::RestoreError;

    let scope = crate::api::scope()?;
    let restoration = async {
        let restored = backend::users::restore(&crate::api::services()?, &scope, key(&removal)?).await;
        restored.map_err(|error| match error {
            RestoreError::NotFound => ApiError::NotFound,
            RestoreError::Database(failure) => crate::api::failed(failure),
        })
    };
    let restored = restoration.await.map(Flash::Restored);

    report(restored, &back).await
}

/// Suspends the user of an assignment, or lets the user in again.
#[server(name = SetUserStatus, prefix = "/api", endpoint = "set_user_status")]
pub async fn set_user_status(
    assignment: String,
    suspend: bool,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    use super::reporting::{key, report};
    use crate::users::flash::Flash;
    use backend::users::StatusError;
    use domain::users::StatusChange;

    let scope = crate::api::scope()?;
    let (change, done) = if suspend {
        (StatusChange::Suspend, Flash::Suspended)
    } else {
        (StatusChange::Reactivate, Flash::Reactivated)
    };

    let changed = async {
        let services = crate::api::services()?;
        let changed = backend::users::set_status(&services, &scope, key(&assignment)?, change).await;
        changed.map_err(|error| match error {
            StatusError::NotFound => ApiError::NotFound,
            // Whoever asks has ceased to be an administrator.
            StatusError::LastAdministrator => ApiError::Conflict,
            // No form of ours asks for either.
            StatusError::Own | StatusError::Elsewhere => ApiError::BadRequest,
            StatusError::Database(failure) => crate::api::failed(failure),
        })
    };

    report(changed.await.map(|()| done), &back).await
}

/// Mails the user of an assignment, who has come in already, a link to choose another password.
#[server(name = ResetUserPassword, prefix = "/api", endpoint = "reset_user_password")]
pub async fn reset_user_password(
    assignment: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    use super::reporting::{key, report};
    use crate::users::flash::Flash;
    use backend::users::ResetPasswordError;

    let scope = crate::api::scope()?;
    let mailed = async {
        let services = crate::api::services()?;
        let mailed = backend::users::reset_password(&services, &scope, key(&assignment)?).await;
        mailed.map_err(|error| match error {
            ResetPasswordError::NotFound => ApiError::NotFound,
            ResetPasswordError::NotActive => ApiError::Conflict,
            ResetPasswordError::Database(failure) => crate::api::failed(failure),
        })
    };

    report(mailed.await.map(|()| Flash::ResetMailed), &back).await
}

/// Ends a session of the user of an assignment.
#[server(name = EndUserSession, prefix = "/api", endpoint = "end_user_session")]
pub async fn end_user_session(
    assignment: String,
    key: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    use super::reporting::{key as parsed, report};
    use crate::users::flash::Flash;
    use backend::users::EndSessionError;

    let scope = crate::api::scope()?;
    let ended = async {
        let services = crate::api::services()?;
        let ended = backend::users::end_session(&services, &scope, parsed(&assignment)?, &key).await;
        ended.map_err(|error| match error {
            EndSessionError::NotFound => ApiError::NotFound,
            EndSessionError::Database(failure) => crate::api::failed(failure),
        })
    };

    report(ended.await.map(|()| Flash::SessionEnded), &back).await
}

/// Whether an assignment is the last of its person: then they leave the customer with it.
#[server(name = IsLastAssignment, prefix = "/api", endpoint = "is_last_assignment", input = GetUrl)]
pub async fn is_last_assignment(assignment: AssignmentId) -> Result<bool, ApiError> {
    let scope = crate::api::scope()?;
    let last = backend::users::is_last(&crate::api::services()?, &scope, assignment).await;
    last.map_err(crate::api::failed)?.ok_or(ApiError::NotFound)
}

/// Sends the mail about the access once more to the user of an assignment.
#[server(name = ResendMail, prefix = "/api", endpoint = "resend_mail")]
pub async fn resend_mail(assignment: String, #[server(default)] back: String) -> Result<(), ApiError> {
    use super::reporting::{key, report};
    use crate::users::flash::Flash;
    use backend::mail::ResendError;

    let scope = crate::api::scope()?;
    let queued = async {
        let queued = backend::mail::resend(&crate::api::services()?, &scope, key(&assignment)?).await;
        match queued {
            Ok(()) => Ok(Flash::MailQueued),
            Err(ResendError::TooSoon) => Ok(Flash::MailedTooSoon),
            Err(ResendError::NotFound) => Err(ApiError::NotFound),
            Err(ResendError::Suspended) => Err(ApiError::Conflict),
            Err(ResendError::Database(failure)) => Err(crate::api::failed(failure)),
        }
    };

    report(queued.await, &back).await
}
