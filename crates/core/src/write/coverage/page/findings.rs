//! What was found, in plain sentences that can be pasted into a report, before any table.
//!
//! - `of_circle`: both figures of a circle, who lies behind their difference, stages, supply.
//! - `of_plan`: targets, levels, the compound audit.

mod of_circle;
mod of_plan;

use super::Page;
use crate::units::Extent;

impl Page<'_> {
    /// The findings, a paragraph a circle and one for each of what is told of all.
    pub(super) fn findings(&self) -> String {
        let circles = self.outcome.outcome.circles.iter().zip(&self.outcome.coverage.circles);
        let mut paragraphs: Vec<String> = circles
            .enumerate()
            .map(|(position, (judged, coverage))| self.of_circle(position, judged, coverage))
            .collect();
        paragraphs.extend(self.of_plan());
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        if paragraphs.is_empty() {
            return String::new();
        }
        format!(
            "\n## {}\n\n{}\n",
            self.pick("Findings", "主要结论"),
            paragraphs.join("\n\n")
        )
    }

    /// What whoever quotes the figures must know first: units that reach beyond the map.
    pub(super) fn warning(&self) -> Option<String> {
        let told = self.outcome.coverage.circles.first()?.units.iter();
        let units: Vec<_> = told
            .filter_map(|figures| self.outcome.coverage.roster.units.get(figures.unit))
            .collect();
        let partial = units.iter().filter(|unit| unit.extent == Extent::Partial).count();
        let all = units.len();
        (partial > 0).then(|| match self.pick("en", "zh") {
            "zh" => format!(
                "**注意：{all}个单元中{partial}个超出地图数据范围，所列仅为图内部分，不可作为全区（街道）覆盖率引用。**"
            ),
            _ => format!(
                "**Note: {partial} of {all} units reach beyond the map; their figures are of the part within it and must not be \
                 quoted as those of the whole district or street.**"
            ),
        })
    }

    /// Names one after the other, the first few of them.
    fn some(&self, names: &[String], most: usize) -> String {
        let comma = self.pick(", ", "、");
        let told = names.iter().take(most).map(String::as_str).collect::<Vec<_>>();
        let rest = names.len().saturating_sub(most);
        match (rest, self.pick("en", "zh")) {
            (0, _) => told.join(comma),
            (_, "zh") => format!("{}等", told.join(comma)),
            (rest, _) => format!("{} and {rest} more", told.join(comma)),
        }
    }
}
