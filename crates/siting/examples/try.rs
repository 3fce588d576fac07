//! experiment
use service_circle_siting::*;
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    for arg in &args {
        let (path, p) = arg.split_once(':').unwrap_or((arg, ""));
        let text = std::fs::read_to_string(path).unwrap();
        let t = Instant::now();
        let limits = Limits { seconds: std::env::var("SECS").ok().map(|s| s.parse().unwrap()), work: None, iterations: std::env::var("ITERS").ok().map_or(400, |s| s.parse().unwrap()), ..Limits::default() };
        if path.contains("pmed") {
            let pb = read::orlib_pmed(&text).unwrap();
            let k = pb.count.unwrap();
            let penalty = pb.instance.times().longest();
            let problem = Problem::new(Goal::PMedian { purse: Purse::Count(k), penalty });
            let t0 = t.elapsed();
            let r = experiment(&pb.instance, &problem, limits);
            println!("{path} p={k} {r:?} read {t0:.2?} total {:.2?}", t.elapsed());
        } else {
            let pb = read::mclp_points(&text, 800.0).unwrap();
            let problem = Problem::new(Goal::max_coverage(Purse::Count(p.parse().unwrap())));
            let r = experiment(&pb.instance, &problem, limits);
            println!("{path} p={p} {r:?} total {:.2?}", t.elapsed());
        }
    }
}
