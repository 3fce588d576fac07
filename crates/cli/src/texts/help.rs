//! What can be said on the command line, in Chinese; in English it stands with the arguments themselves (`args`).

use clap::{Arg, ArgAction, Command, CommandFactory};
use service_circle_core::language::Language;

use crate::args::Arguments;

/// As clap lays out help, with its own words in Chinese.
const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// Headings of groups of arguments.
const HEADINGS: &[(&str, &str)] = &[
    ("Inputs", "输入"),
    ("Settings", "设置"),
    ("Running", "运行"),
    ("Circles", "服务圈"),
    ("Siting", "选址"),
];

/// Verbs: what each does, and what is told after its arguments.
#[rustfmt::skip]
const VERBS: &[(&str, &str, &str)] = &[
    ("gaps", "绘制哪些小区在步行限值之外，以及原因", "\
示例：
  service-circle gaps --osm city.osm.pbf -o gaps.geojson
      小区和养老设施取自 OpenStreetMap
  service-circle gaps --osm city.osm.pbf --compounds 小区.csv --facilities 设施.csv -o out
      用自己的名单；全部图层写入 out 文件夹
  service-circle gaps plan.toml --limit 900m --set walk.step_free=true
      用方案文件，改动两项设置"),
    ("coverage", "按街道、社区、乡镇等，并列行政口径与步行口径的覆盖率", "\
不给 --units 时：用名单中的街道和社区。不给 --osm 和 --times 时：不算步行，只列名单本身的指标。

示例：
  service-circle coverage plan.toml -o out
  service-circle coverage --osm city.osm.pbf --compounds 小区.csv --facilities 设施.csv --units 街道.geojson -o out
  service-circle coverage --compounds 小区.csv --facilities 设施.csv --times 时间.csv -o out
  service-circle coverage plan.toml -o 报告.md
      只写文字报告；-o 覆盖率.xlsx 只写工作簿，-o 报告.html 只写带地图的网页"),
    ("network", "只构建并写出步行路网", "\
示例：
  service-circle network --osm city.osm.pbf -o network.geojson"),
    ("circles", "绘制各设施5、10、15分钟步行可达的范围和街道", "\
服务圈范围：距可达街道25米以内的地面，其间没有围墙、水面、铁路或高速公路阻隔，且没有更近的限值外街道。

示例：
  service-circle circles --osm city.osm.pbf -o circles.geojson
  service-circle circles plan.toml --facility node/17 --limits 300m,900m -o out
      一处设施；范围和街道写入 out 文件夹
  service-circle circles plan.toml --together --limits 15min -o covered.geojson
      全部设施共同覆盖的范围"),
    ("check", "读入全部输入并说明如何理解；不计算，不写文件", ""),
    ("explain", "用文字说明一个小区的步行路线和判定原因", "\
示例：
  service-circle explain way/123 plan.toml
  service-circle explain 凤凰小区 --osm city.osm.pbf"),
    ("site", "求下一批设施建在哪里，并给出方案优劣的证明", "\
不给 --candidates 且方案中也没有时：以各小区的出入口为备选点。

示例：
  service-circle site plan.toml --count 3 -o out
      使最多老年人达标的三处
  service-circle site plan.toml --objective min-sites --set site.target=0.8 -o out
      使80%达标的最少处数
  service-circle site plan.toml --set site.stages=[13,10] --set site.at_least_per_street=1 -o out
      先建13处，再建10处，每街道至少一处
  service-circle site --instance pmed1.txt --instance-format orlib-pmed --problem p-median -o out
      公开算例，不用地图"),
    ("compare", "在几种设置下各算一次，说明哪些小区判定改变", "\
不给 --vary 时：依次改为 walk.zones infer、tagged、open，walk.speed_m_s 0.8、1.0、1.2，
walk.trunk sidewalk、open，walk.step_free true、false，与原方案对照。

示例：
  service-circle compare plan.toml
  service-circle compare plan.toml -o compare.csv --vary circle.limit=10min --vary walk.speed_m_s=0.7"),
    ("init", "写出带注释的方案文件，列出全部设置及默认值", ""),
];

/// Arguments by their names; those of one verb alone that another has as well, after its name.
#[rustfmt::skip]
const ARGUMENTS: &[(&str, &str)] = &[
    ("help", "显示说明"),
    ("version", "显示版本"),
    ("plan", "方案文件；命令行参数优先"),
    ("osm", "OpenStreetMap 地图数据，.osm.pbf"),
    ("compounds", "小区名单 [默认：地图数据中有名称的居住区]"),
    ("facilities", "设施名单 [默认：地图数据中标注的养老设施]"),
    ("dwellings", "住宅点：compound, lon, lat, weight"),
    ("gates", "大门：compound, lon, lat, open_to"),
    ("units", "行政单元：街道、社区、乡镇、村"),
    ("facility_tags", "哪些标签算作设施：tags, category [默认：内置]"),
    ("init.language", "注释的语言：zh 或 en [默认：随系统]"),
    ("limit", "步行限值，如 15min 或 900m"),
    ("set", "任一方案设置，如 walk.speed_m_s=0.8；可多次"),
    ("language", "终端和图层的语言：zh、en，或 auto（随名称）[默认：随方案，否则 auto]"),
    ("threads", "线程数；结果与线程数无关 [默认：全部核心]"),
    ("quiet", "不显示进度，同 --progress none"),
    ("progress", "进度显示方式：bar、lines、json 或 none [默认：终端上为 bar，否则 lines]"),
    ("output", "单个图层文件（.gpkg、.geojson、.fgb、.csv、.xlsx、.shp）、报告网页（.html），或写出全部结果的文件夹 [默认：方案的 output.dir]"),
    ("coverage.output", "只写一个文件：文字报告（.md）、工作簿（.xlsx）或网页（.html）；或写出全部结果的文件夹 [默认：方案的 output.dir]"),
    ("compare.output", "写出 compare.csv 的文件（.csv）或文件夹：每小区一行，列各设置下的判定和分钟数 [默认：不写]"),
    ("with_network", "同时写出路网图层（需 -o 文件夹）"),
    ("no_circles", "不绘制服务圈（各设施限值内的地面范围）：运行更快"),
    ("times", "别处算得的步行时间，代替路网：demand, site, minutes"),
    ("id", "小区编号，如 way/123；或唯一的名称"),
    ("vary", "要对照的设置，代替默认的几项，如 circle.limit=10min；可多次"),
    ("path", "写到哪里；已有文件不覆盖；- 为标准输出 [默认：标准输出]"),
    ("facility", "设施编号，或唯一的名称；可多次 [默认：全部计入的设施]"),
    ("circle", "以方案的哪个服务圈确定计入设施和限值 [默认：唯一的一个]"),
    ("limits", "限值，如 5min,10min 或 300m,900m [默认：服务圈的限值及其三分之一、三分之二]"),
    ("together", "全部设施合成一个范围，而不是各画各的"),
    ("candidates", "备选点：文件、compounds 或 network [默认：随方案，否则 compounds]"),
    ("objective", "优化目标：max-coverage、min-sites、p-median 或 p-center"),
    ("count", "新开几处"),
    ("budget", "总造价上限，代替数量"),
    ("check", "对方案的步行重新搜索（全部选址一次），并比对"),
    ("instance", "公开算例，代替地图"),
    ("instance_format", "算例格式"),
    ("radius", "mclp-points 算例中点的覆盖半径"),
];

/// The command line, with help in this language.
pub(crate) fn command(language: Language) -> Command {
    // `--help` says it; in Chinese its own words could not be told.
    let command = Arguments::command().disable_help_subcommand(true);
    match language {
        Language::English => command,
        Language::Chinese => {
            let command = VERBS.iter().fold(command, |command, (verb, about, after)| {
                command.mut_subcommand(verb, |verb| arguments(verb).about(*about).after_help(*after))
            });
            arguments(command)
                .about("哪些小区在养老设施15分钟步行之外，原因何在")
                .subcommand_help_heading("命令")
                .disable_version_flag(true)
                .arg(flag("version", 'V', ArgAction::Version))
                .after_help(
                    "\
示例：
  service-circle gaps --osm city.osm.pbf -o gaps.geojson
  service-circle init plan.toml
  service-circle gaps plan.toml -o out
  service-circle explain way/123 plan.toml

退出码：0 完成，1 运行失败，2 用法或输入有误。",
                )
        }
    }
}

/// A command's arguments in Chinese.
fn arguments(command: Command) -> Command {
    let verb = command.get_name().to_owned();
    command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .mut_args(|argument| in_chinese(&verb, argument))
        .arg(flag("help", 'h', ArgAction::Help))
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    in_chinese("", Arg::new(name).short(short).long(name).action(action))
}

fn in_chinese(verb: &str, argument: Arg) -> Arg {
    let told = |name: &str| {
        ARGUMENTS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, help)| *help)
    };
    let help = told(&format!("{verb}.{}", argument.get_id())).or_else(|| told(argument.get_id().as_str()));
    let usual = if argument.is_positional() { "参数" } else { "选项" };
    let heading = argument.get_help_heading().map_or(usual, |heading| {
        let known = HEADINGS.iter().find(|(english, _)| *english == heading);
        known.map_or(usual, |(_, chinese)| *chinese)
    });
    let argument = argument.help_heading(heading);
    match help {
        Some(help) => argument.help(help),
        None => argument,
    }
}

#[cfg(test)]
mod tests {
    use service_circle_core::language::is_han;

    use super::*;

    #[test]
    fn every_word_of_help_is_told_in_chinese() {
        let mut command = command(Language::Chinese);
        command.build();
        let mut looked_at = 0;
        for verb in std::iter::once(&command).chain(command.get_subcommands()) {
            let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.chars().any(is_han), "{}: {about}", verb.get_name());
            for argument in verb.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(
                    help.chars().any(is_han),
                    "{} {}: {help}",
                    verb.get_name(),
                    argument.get_id()
                );
                looked_at += 1;
            }
            for words in [" [default:", "Print "] {
                assert!(
                    !verb.clone().render_help().to_string().contains(words),
                    "{}",
                    verb.get_name()
                );
            }
        }
        assert!(looked_at > 80, "{looked_at}");
        command.debug_assert();
    }
}
