//! Rows to an `Event`, or every `Diagnostic` there is.
