//! Bytes to rows with file, line and column: encodings, delimiters, headers, workbooks. Judges no meaning.
