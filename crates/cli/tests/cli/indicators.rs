//! Every figure that five cities' reports name (fixtures/indicators), against answers worked out by hand.

// In tests a broken expectation ends the test.
use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{fixture, run, stderr, stdout};

/// A row of a table: column to cell.
type Row = BTreeMap<String, String>;

/// What `coverage` writes and says of one report's examples.
struct Report {
    folder: tempfile::TempDir,
    /// What is printed: findings, both figures, targets.
    told: String,
    /// `report.md`: all tables.
    page: String,
}

impl Report {
    fn of(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan = fixture(&format!("indicators/{name}/plan.toml"));
        let output = run(&[
            "coverage".as_ref(),
            plan.as_os_str(),
            "-o".as_ref(),
            folder.path().as_os_str(),
        ]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
        Self {
            told: stdout(&output),
            page: std::fs::read_to_string(folder.path().join("report.md")).unwrap(),
            folder,
        }
    }

    fn rows(&self, table: &str) -> Vec<Row> {
        rows(&self.folder.path().join(format!("{table}.csv")))
    }

    /// The only row with these cells.
    fn row(&self, table: &str, cells: &[(&str, &str)]) -> Row {
        let mut found = self.rows(table);
        found.retain(|row| cells.iter().all(|(column, cell)| row[*column] == *cell));
        assert_eq!(found.len(), 1, "{table}: {cells:?}: {found:?}");
        found.remove(0)
    }

    /// Checks columns of the only row with some cells.
    #[track_caller]
    fn check(&self, table: &str, cells: &[(&str, &str)], answers: &[(&str, &str)]) {
        let row = self.row(table, cells);
        for (column, answer) in answers {
            assert_eq!(row[*column], *answer, "{table}, {cells:?}: {column} of {row:?}");
        }
    }
}

fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(cells);
    let head = lines.next().unwrap();
    lines
        .map(|cells| {
            assert_eq!(cells.len(), head.len(), "{cells:?}");
            head.iter().cloned().zip(cells).collect()
        })
        .collect()
}

/// The cells of a line; commas in quotes are none.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for one in line.chars() {
        match one {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

#[test]
fn binzhou_five_rates_with_both_denominators() {
    let report = Report::of("s0_binzhou");
    let told = [
        "passed",
        "not_told",
        "share",
        "survivors",
        "survivors_passed",
        "share_of_survivors",
    ];
    for (step, answers) in [
        ("planned", ["8", "0", "0.8889", "9", "8", "0.8889"]),
        ("built", ["7", "0", "0.7778", "8", "7", "0.875"]),
        ("area-reached", ["5", "2", "0.5556", "7", "5", "0.7143"]),
        ("handed-over", ["6", "0", "0.6667", "5", "5", "1"]),
        ("operating", ["6", "0", "0.6667", "5", "4", "0.8"]),
    ] {
        let answers: Vec<_> = told.into_iter().zip(answers).collect();
        report.check("audit", &[("of", "all"), ("step", step)], &answers);
        report.check(
            "audit",
            &[("of", "all"), ("step", step)],
            &[("compounds", "9"), ("exempt", "1")],
        );
    }
    report.check(
        "audit",
        &[("of", "all"), ("step", "area-reached")],
        &[("share_high", "0.7778")],
    );
    let failing: Vec<(String, String)> = report
        .rows("audit_failing")
        .into_iter()
        .filter(|row| row["step"] == "area-reached")
        .map(|row| (row["compound_id"].clone(), row["why"].clone()))
        .collect();
    let by_hand = [
        ("c02", "fails"),
        ("c03", "fails"),
        ("c05", "not-told"),
        ("c10", "not-told"),
    ];
    assert_eq!(failing, by_hand.map(|(id, why)| (id.to_owned(), why.to_owned())));
    assert!(
        report
            .page
            .contains("| all       | area-reached | 5      | 9  | 55.6 %"),
        "{}",
        report.page
    );
    let finding = "Compound audit, of 9: planned 8 (88.9 %), built 7 (77.8 %), area-reached 5 (55.6 %)";
    assert!(report.page.contains(finding), "{}", report.page);
}

#[test]
fn binzhou_centres_canteens_institutions_and_what_is_counted() {
    let report = Report::of("s0_binzhou");
    let of = |circle, kind| [("circle", circle), ("kind", kind), ("urban_rural", "")];
    report.check(
        "totals",
        &of("street centres", "street"),
        &[
            ("units", "3"),
            ("covered", "2"),
            ("covered_share", "0.6667"),
            ("facilities", "2"),
        ],
    );
    // Per service: a canteen is no station.
    report.check("totals", &of("canteens", "street"), &[("covered", "1"), ("units", "3")]);
    report.check("totals", &of("canteens", "town"), &[("covered", "1"), ("units", "3")]);
    // One home, two towns.
    report.check(
        "totals",
        &of("institutions", "town"),
        &[("covered", "2"), ("located", "1"), ("covered_share", "0.6667")],
    );
    let counted = |group: &str, value: &str| report.row("facility_counts", &[("group", group), ("value", value)]);
    assert_eq!(counted("category", "street_centre")["operating"], "2");
    assert_eq!(counted("category", "meal_service")["count"], "4");
    // By the list's own words: canteens apart from demonstration points, which the circle of canteens does not count.
    assert_eq!(counted("category-told", "孝善食堂")["count"], "2");
    assert_eq!(counted("category-told", "示范助餐点")["count"], "2");
    assert_eq!(counted("category-rural", "mutual_aid_home")["count"], "1");
    assert_eq!(counted("category", "mutual_aid_home")["count"], "1");
    assert_eq!(counted("category", "nursing_home")["starred_share"], "0.5");
    assert_eq!(counted("operators", "all")["count"], "3");
    assert_eq!(counted("operators", "chains")["count"], "1");
    assert_eq!(counted("town-or-country", "rural")["count"], "4");
    report.check(
        "counted",
        &[("item", "上门服务人次 / 家庭养老床位")],
        &[("amount", "9.19")],
    );
    report.check(
        "counted",
        &[("item", "上门服务小时 / 上门服务人次")],
        &[("amount", "1.43")],
    );
    // Lists alone: what needs a walk is not told.
    assert_eq!(
        report.row("totals", &of("canteens", "street"))["compounds_share_low"],
        ""
    );
}

#[test]
fn taiyuan_beds_stages_and_canteens_left() {
    let report = Report::of("s1_taiyuan");
    report.check(
        "totals",
        &[("circle", "institutions"), ("kind", "district"), ("urban_rural", "")],
        &[("beds", "37"), ("elders", "1000"), ("beds_per_1000", "37")],
    );
    let stage = |circle, stage| [("circle", circle), ("stage", stage)];
    report.check(
        "stages",
        &stage("幸福工程", "open"),
        &[
            ("facilities", "3"),
            ("counting_now", "3"),
            ("compounds_served", "3"),
            ("compounds_served_share", "0.5"),
            ("elders_within", "300"),
        ],
    );
    report.check(
        "stages",
        &stage("幸福工程", "under-construction"),
        &[
            ("facilities", "2"),
            ("counting_now", "0"),
            ("facilities_so_far", "5"),
            ("compounds_gain", "1"),
            ("elders_gain", "100"),
            ("elders_within_share", "0.6667"),
        ],
    );
    for facility in ["p4", "p5"] {
        report.check(
            "gains",
            &[("facility_id", facility)],
            &[("gain_alone", "100"), ("gain_own", "0")],
        );
    }
    for (year, now, so_far, served) in [
        ("2021", "2", "2", "2"),
        ("2022", "1", "3", "3"),
        ("2023", "1", "4", "4"),
        ("2031", "0", "5", "5"),
    ] {
        report.check(
            "stages",
            &stage("canteens", year),
            &[
                ("counting_now", now),
                ("facilities_so_far", so_far),
                ("compounds_served", served),
            ],
        );
    }
    report.check(
        "targets",
        &[("target", "canteens by 2025")],
        &[("covered", "4"), ("needed", "5"), ("more", "1"), ("met", "false")],
    );
    report.check(
        "totals",
        &[
            ("circle", "rural regional centres"),
            ("kind", "township"),
            ("urban_rural", ""),
        ],
        &[("covered", "2"), ("located", "1"), ("covered_share", "0.5")],
    );
    report.check(
        "counted",
        &[("item", "适老化改造户"), ("period", "")],
        &[("amount", "7810"), ("rows", "2")],
    );
    report.check(
        "counted",
        &[("item", "服务人次 / 家庭养老床位")],
        &[("amount", "32.51")],
    );
    report.check(
        "counted",
        &[("item", "幸福工程投资（万元） / 幸福工程项目")],
        &[("amount", "216.67")],
    );
    report.check(
        "facility_counts",
        &[("group", "services"), ("value", "all")],
        &[("count", "4")],
    );
    assert!(
        report.told.contains("facilities that open after a circle's day"),
        "{}",
        report.told
    );
}

#[test]
fn taiyuan_gini_of_beds() {
    let report = Report::of("s1_taiyuan");
    // 20 beds for the 200 elders within 15 min: 100 for 1,000; the other 400 have none; 17 beds are beyond all.
    let two_step = [("circle", "institutions"), ("supply", "beds"), ("method", "2SFCA")];
    report.check(
        "supply",
        &two_step,
        &[
            ("mean_per_1000", "33.333"),
            ("gini", "0.6667"),
            ("share_without", "0.6667"),
            ("share_below_line", "0.6667"),
            ("out_of_reach", "17"),
        ],
    );
    let access = |compound| report.row("access", &[("circle", "institutions"), ("compound_id", compound)]);
    assert_eq!(access("c2")["access_2sfca"], "100", "15 min is within");
    assert_eq!(
        (
            access("c3")["access_2sfca"].as_str(),
            access("c3")["facilities_in_reach"].as_str()
        ),
        ("0", "0")
    );
    assert_eq!(access("c1")["to_mean"], "3");
    // By steps: 100 elders at full weight, 100 at 0.22; 20 beds over 122.
    assert_eq!(access("c1")["access_e2sfca_steps"], "163.934");
    assert_eq!(access("c2")["access_e2sfca_steps"], "36.066");
    let points: Vec<String> = report
        .rows("lorenz")
        .into_iter()
        .filter(|row| row["method"] == "2SFCA")
        .map(|row| format!("{} {}", row["elders_share"], row["supply_share"]))
        .collect();
    assert_eq!(points, ["0 0", "0.6667 0", "1 1"]);
}

#[test]
fn lubei_one_centre_radiates_to_eight_compounds() {
    let report = Report::of("s2_lubei");
    report.check(
        "catchments",
        &[("facility_id", "z1")],
        &[
            ("compounds_within", "7"),
            ("compounds_nearest", "6"),
            ("compounds_declared", "8"),
            ("declared_not_within", "八号院"),
        ],
    );
    report.check(
        "catchments",
        &[("facility_id", "z2")],
        &[
            ("compounds_within", "3"),
            ("compounds_nearest", "4"),
            ("compounds_declared", ""),
            ("elders_within", "300"),
        ],
    );
    for (circle, share) in [("street centres", "0.8"), ("day-care stations", "0.4")] {
        report.check(
            "totals",
            &[("circle", circle), ("kind", "whole")],
            &[
                ("compounds_share_low", share),
                ("compounds_share_high", share),
                ("elders_share_low", share),
            ],
        );
        // Both streets have one: the city's figure is 100 %.
        report.check(
            "totals",
            &[("circle", circle), ("kind", "street"), ("urban_rural", "")],
            &[
                ("covered_share", "1"),
                ("elders_of_population", "0.2398"),
                ("elders_per_facility", "1063"),
            ],
        );
    }
    report.check(
        "units",
        &[("circle", "street centres"), ("unit_id", "s1")],
        &[
            ("compounds", "8"),
            ("compounds_share_low", "0.875"),
            ("difference_low", "0.125"),
            ("behind", "1"),
        ],
    );
    report.check(
        "behind",
        &[("circle", "street centres"), ("unit_id", "s1")],
        &[
            ("compound_name", "八号院"),
            ("side", "counted-not-served"),
            ("minutes", "16"),
        ],
    );
    let counted = |group: &str, value: &str| {
        report.row("facility_counts", &[("group", group), ("value", value)])["count"].clone()
    };
    assert_eq!(
        (counted("service", "送餐配餐"), counted("service", "居家养老")),
        ("3".to_owned(), "2".to_owned())
    );
    assert_eq!(
        (counted("services", "all"), counted("category", "nursing_home")),
        ("5".to_owned(), "2".to_owned())
    );
    assert_eq!(
        (counted("candidates", "idle"), counted("candidates", "new")),
        ("2".to_owned(), "1".to_owned())
    );
    report.check(
        "facility_counts",
        &[("group", "candidates"), ("value", "idle")],
        &[("cost", "38")],
    );
    // The page is in Chinese; the columns are not.
    for told in [&report.told, &report.page] {
        assert!(told.starts_with("# 养老服务覆盖：行政口径与步行口径对照") && told.contains("## 主要结论"));
        assert!(!told.contains(" %"), "no blank before the mark in Chinese: {told}");
    }
    assert!(report.page.contains("### 两种口径") && !report.told.contains("## 指标定义"));
    assert!(
        report.page.contains("2个街道中2个已有设施，覆盖率100.0%") && report.page.contains("八号院"),
        "{}",
        report.page
    );
}

#[test]
fn liaoning_rural_coverage_and_its_shortfall() {
    let report = Report::of("s3_liaoning");
    let of = |kind, place| [("circle", "stations"), ("kind", kind), ("urban_rural", place)];
    report.check(
        "totals",
        &of("community", "urban"),
        &[("covered", "12"), ("units", "12"), ("covered_share", "1")],
    );
    report.check(
        "totals",
        &of("village", "rural"),
        &[
            ("covered", "23"),
            ("located", "20"),
            ("units", "36"),
            ("covered_share", "0.6389"),
        ],
    );
    report.check(
        "targets",
        &[("target", "rural 2024")],
        &[("needed", "29"), ("more", "6"), ("met", "false")],
    );
    report.check(
        "targets",
        &[("target", "urban 2024")],
        &[("more", "0"), ("met", "true")],
    );
    report.check(
        "targets",
        &[("target", "streets")],
        &[("covered", "5"), ("total", "5"), ("met", "true")],
    );
    for (item, period, amount) in [
        ("示范居家养老中心", "", "150"),
        ("示范居家养老中心", "2022", "30"),
        ("营口养老机构", "", "148"),
        ("服务项目 / 服务类别", "", "6.8"),
    ] {
        report.check("counted", &[("item", item), ("period", period)], &[("amount", amount)]);
    }
    // Which to pick from: the 13 that have none.
    let uncovered = report.row("targets", &[("target", "rural 2024")])["uncovered"].clone();
    assert_eq!(uncovered.split("; ").count(), 13);
    assert!(uncovered.starts_with("第24村; 第25村"), "{uncovered}");
    let finding = "Target \"rural 2024\" (administrative): 23 of 36 (63.9 %), 80.0 % asked for; 6 more.";
    assert!(report.page.contains(finding), "{}", report.page);
    assert!(report.told.contains("63.9 %"), "{}", report.told);
}

#[test]
fn tangshan_centres_townships_levels_and_new_compounds() {
    let report = Report::of("s4_tangshan");
    report.check(
        "targets",
        &[("target", "streets")],
        &[("covered", "3"), ("total", "4"), ("more", "1"), ("uncovered", "南街道")],
    );
    report.check("notes", &[("code", "floor-area-below")], &[("id", "z3")]);
    report.check(
        "targets",
        &[("target", "communities")],
        &[("covered", "6"), ("total", "6"), ("met", "true")],
    );
    // One each: as many as communities.
    report.check(
        "totals",
        &[("circle", "day care"), ("kind", "community"), ("urban_rural", "")],
        &[("units", "6"), ("facilities", "6")],
    );
    report.check(
        "targets",
        &[("target", "townships")],
        &[("covered", "3"), ("total", "5"), ("share_low", "0.6"), ("met", "true")],
    );
    for (unit, level, passes) in [
        ("北县", "district", "true"),
        ("北县", "township", "true"),
        ("北县", "village", "true"),
        ("北县", "all", "true"),
        ("南县", "township", "true"),
        ("南县", "village", "false"),
        ("南县", "all", "false"),
    ] {
        report.check(
            "levels",
            &[("unit_name", unit), ("level", level)],
            &[("passes", passes)],
        );
    }
    assert!(report.page.contains("1 of 2 pass on all levels."), "{}", report.page);
    report.check(
        "audit",
        &[("of", "new"), ("step", "area-reached")],
        &[("passed", "3"), ("share", "1")],
    );
    report.check(
        "audit",
        &[("of", "existing"), ("step", "area-reached")],
        &[("passed", "1"), ("share", "0.5")],
    );
    report.check(
        "counted",
        &[("item", "上门服务人次 / 家庭养老床位")],
        &[("amount", "2")],
    );
}

#[test]
fn the_same_run_gives_the_same_bytes_and_every_sheet_is_in_the_workbook() {
    let (first, second) = (Report::of("s1_taiyuan"), Report::of("s1_taiyuan"));
    let files = |report: &Report| {
        crate::support::files(report.folder.path())
            .into_iter()
            .map(|(path, bytes)| (path.file_name().unwrap().to_owned(), bytes))
            .collect::<Vec<_>>()
    };
    let (first, second) = (files(&first), files(&second));
    assert!(first == second, "two runs differ");
    assert!(first.iter().any(|(name, _)| name == "coverage.xlsx"));
    let text = |name: &str| {
        let (_, bytes) = first.iter().find(|(one, _)| one == name).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    for (name, _) in &first {
        let name = name.to_str().unwrap();
        let ending = std::path::Path::new(&name)
            .extension()
            .and_then(std::ffi::OsStr::to_str);
        if matches!(ending, Some("csv" | "json" | "md")) {
            let text = text(name);
            assert!(
                !text.contains("NaN") && !text.contains("inf,") && !text.contains("-0,"),
                "{name}"
            );
        }
    }
    let summary: serde_json::Value = serde_json::from_str(&text("summary.json")).unwrap();
    assert_eq!(summary["walked_by"], "times");
    assert_eq!(summary["tables"]["targets"][0]["more"], 1.0);
    assert!(text("report.md").starts_with("# Elder-care coverage"));
}
