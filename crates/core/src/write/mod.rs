//! **write**: layers, tables and the summary to files, whole or not at all. Decides nothing.
