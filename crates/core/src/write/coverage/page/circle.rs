//! The chapter of one circle.

use super::{Page, ROWS_SHOWN};
use crate::options::Measure;
use crate::plan::CircleOutcome;
use crate::units::{CircleCoverage, Extent, StageFigures, Total, UnitFigures, WalkedFigures, Within};
use crate::write::coverage::phrases::{NOT_TOLD, number};
use crate::write::coverage::stages::{compounds_share, elders_share};

impl Page<'_> {
    /// The chapter: both figures, units, the compounds behind the difference, stages, supply, catchments.
    pub(super) fn circle(&self, position: usize, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        [
            format!("\n## {}\n", self.phrases.circle_name(&judged.circle)),
            self.totals(position, coverage),
            self.units(position, coverage),
            self.behind(judged, coverage),
            self.stages(coverage),
            self.supply(coverage),
            self.catchments(coverage),
        ]
        .concat()
    }

    /// The main columns of both figures, for a terminal.
    pub(super) fn circle_in_brief(&self, position: usize, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "units|covered|of|city's figure|compounds served|difference, points|elders within",
            "单元类型|已覆盖|总数|行政口径|步行达标小区|两口径之差|步行可达老年人",
        );
        for (name, total) in self.rows(position, coverage) {
            let mut row = self.total(total, name);
            row.truncate(8);
            // Households are told on the page.
            row.remove(6);
            if row.iter().skip(1).any(|cell| cell != NOT_TOLD) {
                table.row(row);
            }
        }
        table.under(&format!("## {}", self.phrases.circle_name(&judged.circle)))
    }

    /// The totals that are told, with their names; all compounds last.
    fn rows<'t>(&self, position: usize, coverage: &'t CircleCoverage) -> Vec<(String, &'t Total)> {
        let shown = self.shown(position, coverage);
        let named = shown.into_iter().map(|total| {
            let place = total.urban_rural.map(|place| self.phrases.bracketed(&self.word(place)));
            let partly = self.partly(total);
            (
                format!("{}{}{partly}", self.kind(total), place.unwrap_or_default()),
                total,
            )
        });
        let whole = self.pick("all compounds", "全部小区").to_owned();
        named.chain([(whole, &coverage.whole)]).collect()
    }

    fn totals(&self, position: usize, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "units|covered|of|city's figure|compounds served|difference, points|households within|elders within|dwellings within|facilities|beds for 1,000 elders|elders among residents|elders for each facility",
            "单元类型|已覆盖单元数（个）|单元总数（个）|行政口径覆盖率|步行达标小区占比（最低～最高）|两口径之差（百分点）|步行可达户数占比|步行可达老年人口占比|步行可达住宅点占比|计入设施数（处）|每千名老人床位数（张）|老年人口占比|每处设施对应老年人口（人）",
        );
        for (name, total) in self.rows(position, coverage) {
            table.row(self.total(total, name));
        }
        let mut text = self.section("The two figures", "两种口径", &table);
        let left_out = self.left_out(position, coverage);
        let left_out: Vec<String> = left_out
            .into_iter()
            .map(|total| format!("{} {}/{}", self.kind(total), total.covered, total.units.len()))
            .collect();
        if !left_out.is_empty() {
            let line = if self.in_chinese() {
                format!(
                    "\n未列出：{}（本服务圈在其中没有设施，也没有步行口径），见 totals.csv。\n",
                    left_out.join("、")
                )
            } else {
                format!(
                    "\nLeft out, without a facility of this circle and a walked figure: {} (totals.csv).\n",
                    left_out.join(", ")
                )
            };
            text.push_str(&line);
        }
        text
    }

    fn total(&self, total: &Total, name: String) -> Vec<String> {
        let measured = |measure| self.span(total.measured(measure));
        let has_units = !total.units.is_empty();
        let of_units = |text: String| if has_units { text } else { NOT_TOLD.to_owned() };
        vec![
            name,
            of_units(total.covered.to_string()),
            of_units(total.units.len().to_string()),
            of_units(measured(Measure::Administrative)),
            measured(Measure::Compounds),
            self.phrases.points(total.difference()),
            measured(Measure::Households),
            measured(Measure::Elders),
            measured(Measure::Dwellings),
            total.offer.facilities.to_string(),
            number(total.beds_per_1000(), 1),
            self.phrases.percent2(total.people.elders_of_population.each()),
            number(total.elders_per_facility(), 0),
        ]
    }

    /// Units, each after the one that it is part of.
    fn units(&self, position: usize, coverage: &CircleCoverage) -> String {
        let units = self.in_order(position, coverage);
        let mut table = self.table(
            "unit|kind|city's figure|facilities|compounds|compounds served|difference, points|elders within|beds for 1,000 elders|map data",
            "单元|类型|行政口径|服务设施数（处）|小区数（个）|步行达标小区占比（最低～最高）|两口径之差（百分点）|步行可达老年人口占比|每千名老人床位数（张）|数据范围",
        );
        for figures in units.iter().take(ROWS_SHOWN) {
            table.row(self.of_unit(figures));
        }
        let mut text = self.section("Units", "单元", &table);
        text.push_str(&self.rest(units.len(), "units.csv"));
        text
    }

    fn of_unit(&self, figures: &UnitFigures) -> Vec<String> {
        let unit = self.outcome.coverage.roster.units.get(figures.unit);
        let walked = |of: fn(&WalkedFigures) -> Option<Within>| figures.walked.as_ref().and_then(of);
        let covered = if figures.is_covered() {
            self.pick("covered", "已覆盖")
        } else {
            self.pick("not covered", "未覆盖")
        };
        let is_partial = unit.is_some_and(|unit| unit.extent == Extent::Partial);
        let partial = self.pick("partial: the map ends in it", "数据不完整");
        vec![
            self.unit(figures.unit),
            unit.and_then(|unit| unit.kind)
                .map(|kind| self.word(kind))
                .unwrap_or_default(),
            covered.to_owned(),
            (figures.located.len() + figures.declared.len()).to_string(),
            figures.compounds.to_string(),
            self.span(walked(|walked| Some(walked.compounds))),
            self.phrases.points(figures.difference(|walked| Some(walked.compounds))),
            self.span(walked(|walked| walked.elders)),
            number(figures.beds_per_1000(), 1),
            if is_partial { partial } else { "" }.to_owned(),
        ]
    }

    fn stages(&self, coverage: &CircleCoverage) -> String {
        // One stage is what is told above.
        if coverage.stages.len() < 2 {
            return String::new();
        }
        let mut table = self.table(
            "stage|facilities|counting now|so far|compounds served|of all|elders within|of all",
            "阶段|设施数（处）|现已计入（处）|累计设施数（处）|累计达标小区（个）|占全部小区|累计可达老年人口（人）|占全部老年人口",
        );
        for stage in &coverage.stages {
            table.row(self.stage(stage));
        }
        self.section("Stages", "阶段", &table)
    }

    fn stage(&self, stage: &StageFigures) -> Vec<String> {
        let covered = stage.covered;
        vec![
            self.phrases.word(&stage.key.name()),
            stage.facilities.to_string(),
            stage.counting_now.to_string(),
            stage.facilities_so_far.to_string(),
            number(covered.map(|one| one.compounds as f64), 0),
            self.phrases.percent(compounds_share(stage), None),
            number(covered.and_then(|one| one.elders), 0),
            self.phrases.percent(elders_share(stage), None),
        ]
    }

    fn supply(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "supply|total|method|mean for 1,000 elders|Gini|elders with nothing in reach|elders below the line|supply in nobody's reach",
            "供给类型|供给总量（张/平方米）|方法|每千名老人可达均值|基尼系数|无可达供给的老年人占比|低于基准线的老年人占比|无人可达的供给量",
        );
        for access in &coverage.access {
            for method in &access.methods {
                table.row(vec![
                    self.word(access.supply),
                    number(Some(access.total), 0),
                    self.word(method.method),
                    number(method.mean, 1),
                    number(method.gini, 3),
                    self.phrases.percent(method.share_without, None),
                    self.phrases.percent(method.share_below, None),
                    number(Some(method.out_of_reach), 0),
                ]);
            }
        }
        self.section("Supply within reach", "可达供给", &table)
    }

    fn catchments(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "facility|(a) compounds within|(a) elders|(b) nearest to|(b) elders|(c) declared|(c) elders",
            "设施|（甲）时限内小区（个）|（甲）老年人口（人）|（乙）最近小区（个）|（乙）老年人口（人）|（丙）声明小区（个）|（丙）老年人口（人）",
        );
        for catchment in coverage.catchments.iter().take(ROWS_SHOWN) {
            let facility = self.outcome.outcome.placed.facilities.get(catchment.facility.index());
            let mut row =
                vec![facility.map_or(String::new(), |one| one.name.clone().unwrap_or_else(|| one.id.clone()))];
            for served in [&catchment.within, &catchment.nearest, &catchment.declared] {
                let served = served.as_ref();
                row.push(number(served.map(|served| served.compounds.len() as f64), 0));
                row.push(number(served.and_then(|served| served.elders), 0));
            }
            table.row(row);
        }
        let mut text = self.section(
            "Whom each facility serves, three ways",
            "设施服务范围（三种口径）",
            &table,
        );
        if !text.is_empty() {
            text.push_str(&self.rest(coverage.catchments.len(), "catchments.csv"));
        }
        text
    }
}
