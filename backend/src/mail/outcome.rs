/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The mail server answers for it from now on; its words.
    Accepted(String),
    /// Not now; the mail server's words.
    Deferred(String),
    /// Not from us, whoever it is for; the mail server's words. No mail is to blame, and each waits.
    Unwelcome(String),
    /// Never; the mail server's words.
    Refused(String),
    /// The connection was lost after the content was on its way.
    Unknown(String),
    /// It was not tried: there was no time left to see it through.
    Untried,
}
