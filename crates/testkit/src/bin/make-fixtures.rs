//! Writes every committed fixture anew: `cargo run -p service-circle-testkit --bin make-fixtures`.

use std::io;

use service_circle_testkit::named;

fn main() -> io::Result<()> {
    for (path, bytes) in named::made() {
        let path = named::fixtures().join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
