//! The publisher as a library.
