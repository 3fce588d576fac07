//! Which tagged places of an extract are elder-care facilities: a table anyone can read and override.
//!
//! A table is a CSV with header `tags,category`: `tags` are `key=value` pairs joined by `+` (all must hold), where a value may be
//! `*` (any) and `social_facility:for` is matched word by word in its `;`-separated list. The first row that holds gives the
//! category. The built-in table is [`DEFAULT_TABLE`]; `--facility-tags FILE` takes another.
