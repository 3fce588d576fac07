//! experiment
use service_circle_siting::*;
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    for arg in &args {
        if let Some(spec) = arg.strip_prefix("made:") {
            let v: Vec<f64> = spec.split(':').map(|x| x.parse().unwrap()).collect();
            let (m, n, k, radius) = (v[0] as usize, v[1] as usize, v[2] as u32, v[3]);
            let mut state = 88172645463325252u64;
            let mut rnd = move || {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 11) as f64 / (1u64 << 53) as f64
            };
            let towns: Vec<(f64, f64, f64)> = (0..30).map(|_| (rnd(), rnd(), 0.02 + 0.08 * rnd())).collect();
            let mut point = |_| {
                let t = towns[(rnd() * 30.0) as usize % 30];
                let a = rnd() * 6.283;
                let r = t.2 * rnd().sqrt() * 1.5;
                (t.0 + r * a.cos(), t.1 + r * a.sin(), 1 + (rnd() * 40.0) as u64)
            };
            let dem: Vec<_> = (0..m).map(&mut point).collect();
            let cand: Vec<_> = (0..n).map(&mut point).collect();
            let times = cand
                .iter()
                .map(|c| {
                    dem.iter()
                        .enumerate()
                        .filter_map(|(i, d)| {
                            let q = ((c.0 - d.0).powi(2) + (c.1 - d.1).powi(2)).sqrt() / radius;
                            (q <= 1.0).then(|| Reach {
                                demand: DemandIndex(i as u32),
                                time: (q * 900_000.0) as u32,
                            })
                        })
                        .collect()
                })
                .collect();
            let sites = (0..n).map(|i| Site::candidate(i.to_string())).collect();
            let demand = dem
                .iter()
                .enumerate()
                .map(|(i, d)| Demand::new(i.to_string(), d.2))
                .collect();
            let t = Instant::now();
            let instance = Instance::new(sites, demand, vec![], times).unwrap();
            let t0 = t.elapsed();
            let kind = std::env::var("KIND").unwrap_or_default();
            let share = |p| Goal::MinSites {
                measure: Measure::Count,
                target: Target {
                    share: Share::percent(p).unwrap(),
                    scope: Scope::Whole,
                    base: Base::Coverable,
                },
            };
            let problem = Problem::new(match kind.as_str() {
                "lscp" => share(100.0),
                "part" => share(80.0),
                "center" => Goal::PCenter { purse: Purse::Count(k) },
                "median" => Goal::PMedian {
                    purse: Purse::Count(k),
                    penalty: 1_200_000,
                },
                _ => Goal::max_coverage(Purse::Count(k)),
            });
            let limits = Limits {
                seconds: std::env::var("SECS").ok().map(|s| s.parse().unwrap()),
                work: None,
                iterations: std::env::var("ITERS").ok().map_or(400, |s| s.parse().unwrap()),
                ..Limits::default()
            };
            let r = solve(&instance, &problem, &limits, &Unwatched).unwrap();
            let r = (r.objective.unwrap(), r.bound.unwrap(), r.nodes, r.iterations);
            println!(
                "{arg} entries {} instance {t0:.2?} {r:?} gap {:.3}% total {:.2?}",
                instance.times().len(),
                100.0 * (r.1 as f64 - r.0 as f64) / r.0 as f64,
                t.elapsed()
            );
            continue;
        }
        let (path, p) = arg.split_once(':').unwrap_or((arg, ""));
        let text = std::fs::read_to_string(path).unwrap();
        let t = Instant::now();
        let limits = Limits {
            seconds: std::env::var("SECS").ok().map(|s| s.parse().unwrap()),
            work: None,
            iterations: std::env::var("ITERS").ok().map_or(400, |s| s.parse().unwrap()),
            ..Limits::default()
        };
        if path.contains("pmed") {
            let pb = read::orlib_pmed(&text).unwrap();
            let k = pb.count.unwrap();
            let penalty = pb.instance.times().longest();
            let problem = Problem::new(if std::env::var("KIND").is_ok() {
                Goal::PCenter { purse: Purse::Count(k) }
            } else {
                Goal::PMedian {
                    purse: Purse::Count(k),
                    penalty,
                }
            });
            let t0 = t.elapsed();
            let r = solve(&pb.instance, &problem, &limits, &Unwatched).unwrap();
            let r = (r.objective.unwrap(), r.bound.unwrap(), r.nodes, r.iterations);
            println!("{path} p={k} {r:?} read {t0:.2?} total {:.2?}", t.elapsed());
        } else {
            let pb = read::mclp_points(&text, std::env::var("RADIUS").map_or(800.0, |r| r.parse().unwrap())).unwrap();
            let problem = Problem::new(Goal::max_coverage(Purse::Count(p.parse().unwrap())));
            let r = solve(&pb.instance, &problem, &limits, &Unwatched).unwrap();
            let r = (r.objective.unwrap(), r.bound.unwrap(), r.nodes, r.iterations);
            println!("{path} p={p} {r:?} total {:.2?}", t.elapsed());
        }
    }
}
