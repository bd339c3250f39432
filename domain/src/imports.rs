//! Imports: reading a file, judging its rows.
