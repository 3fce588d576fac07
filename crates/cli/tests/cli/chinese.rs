//! What is told in Chinese: every verb on the fixture city, whose names are Chinese, and the choice by flag.

// In tests a broken expectation ends the test.
use std::path::Path;

use crate::support::{fixture, run, stderr, stdout};
use unicode_width::UnicodeWidthStr;

/// `VERB FIXTURE-CITY ARGUMENTS`, in the language of the names.
fn city(verb: &str, arguments: &[&str], out: Option<&Path>) -> String {
    let plan = fixture("city/plan.toml").display().to_string();
    let mut all = vec![verb, "--quiet"];
    all.extend(arguments);
    all.push(&plan);
    let out = out.map(|path| path.display().to_string());
    if let Some(out) = &out {
        all.extend(["-o", out]);
    }
    let output = run(&all);
    assert_eq!(output.status.code(), Some(0), "{verb}: {}", stderr(&output));
    stdout(&output)
}

/// Two English words side by side. Paths, settings and ids hold other characters than letters.
fn english(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|one| one.is_ascii_alphabetic() || one == ',');
    words
        .windows(2)
        .find(|pair| pair.iter().all(|word| is_word(word)))
        .map(|pair| pair.join(" "))
}

#[test]
fn no_english_is_left_where_the_names_are_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for told in [
        city("gaps", &[], Some(&out)),
        city("network", &[], Some(&out)),
        city("circles", &[], Some(&out)),
        city("site", &["--count", "2"], Some(&out)),
        city("check", &[], None),
        city("compare", &[], None),
        city("explain", &["西邻苑"], None),
        city("explain", &["路口小区"], None),
    ] {
        for line in told.lines() {
            assert_eq!(english(line), None, "{line} in:\n{told}");
            let is_path = line.contains('/');
            assert!(line.width() <= 80 || is_path, "{} columns: {line}", line.width());
            assert!(
                !line.trim_start().starts_with(['，', '。', '、', '；', '：', '）', '”']),
                "{line}"
            );
        }
    }
}

#[test]
fn gaps_tells_verdicts_reasons_and_walks_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let told = city("gaps", &[], Some(folder.path()));
    for words in [
        "养老服务：54个小区，限值为步行15分钟（步速1米/秒，合900米）\n",
        "  达标 ",
        "  部分达标 ",
        "  缺口 ",
        "  待定 ",
        "\n未达标原因\n",
        "绕行阻隔 ",
        "\n步行最久的小区\n",
        "最近设施\n",
        "\n已写入\n",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let explained = city("explain", &["西邻苑"], None);
    // By hand: 1,200 m round others' compounds.
    for words in [
        "西邻苑 (way/",
        "：缺口、绕行阻隔\n",
        "中位住宅步行1,200米，需20.00分钟。",
        "合计\n",
    ] {
        assert!(explained.contains(words), "{words}: {explained}");
    }
}

#[test]
fn the_flag_chooses_over_the_names_and_the_plan() {
    let english = city("explain", &["西邻苑", "--language", "en"], None);
    assert!(english.contains("The median dwelling walks 1,200 m"), "{english}");
    let by_plan = city("explain", &["西邻苑", "--set", "output.language=en"], None);
    assert_eq!(english, by_plan);
    let auto = city("explain", &["西邻苑", "--language", "auto"], None);
    assert_eq!(auto, city("explain", &["西邻苑", "--language", "zh"], None));
    assert_ne!(auto, english);
}

#[test]
fn lists_are_told_in_chinese() {
    let osm = fixture("city/city.osm.pbf").display().to_string();
    let facilities = fixture("untidy/facilities_gb18030.csv").display().to_string();
    let output = run(&["check", "--quiet", "--osm", &osm, "--facilities", &facilities]);
    let told = stdout(&output);
    for words in [
        "设施名单：facilities_gb18030.csv",
        "共10条：采用5条，未采用5条；表头在第2行",
        "文字编码 GB18030（据内容识别）",
        "未使用的列：备注",
        "养老院＝养老机构",
        "5条不可用",
        "以度分秒填写的坐标：已换算",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}
