//! The chapter of one circle.

use super::{Page, ROWS_SHOWN, span};
use crate::gaps::CompoundVerdict;
use crate::options::Measure;
use crate::plan::CircleOutcome;
use crate::units::{CircleCoverage, Extent, Total, UnitFigures, WalkedFigures, Within};
use crate::write::coverage::phrases::{NOT_TOLD, number, percent, percent2};
use crate::write::coverage::stages::{compounds_share, elders_share};

/// The chapter: both figures, units, the compounds behind the difference, stages, supply, catchments.
pub(super) fn chapter(page: &Page<'_>, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
    page.circle(judged, coverage)
}

impl Page<'_> {
    fn circle(&self, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        let mut text = format!("\n## {}\n", self.phrases.circle_name(&judged.circle));
        text.push_str(&self.totals(coverage));
        text.push_str(&self.units(coverage));
        text.push_str(&self.behind(judged, coverage));
        text.push_str(&self.stages(coverage));
        text.push_str(&self.supply(coverage));
        text.push_str(&self.catchments(coverage));
        text
    }

    fn totals(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "units|covered|of|city's figure|compounds served|households within|elders within|dwellings within|facilities|beds for 1,000 elders|elders among residents|elders for each facility",
            "单元|已覆盖|总数|行政口径|步行达标小区|步行可达户数|步行可达老年人口|步行可达住宅点|设施数|每千老人床位|老年人口占比|每处设施老年人口",
        );
        for total in coverage
            .totals
            .iter()
            .filter(|total| !is_repeated(total, &coverage.totals))
        {
            let kind = total
                .kind
                .map_or_else(|| self.pick("units", "单元").to_owned(), |kind| self.word(kind));
            let place = total
                .urban_rural
                .map(|place| format!(" ({})", self.word(place)))
                .unwrap_or_default();
            table.row(Self::total(total, format!("{kind}{place}")));
        }
        table.row(Self::total(
            &coverage.whole,
            self.pick("all compounds", "全部小区").to_owned(),
        ));
        self.section("The two figures", "两种口径", &table)
    }

    fn total(total: &Total, name: String) -> Vec<String> {
        let measured = |measure| span(total.measured(measure));
        let has_units = !total.units.is_empty();
        let count = |count: u64| {
            if has_units {
                count.to_string()
            } else {
                NOT_TOLD.to_owned()
            }
        };
        vec![
            name,
            count(total.covered),
            count(total.units.len() as u64),
            measured(Measure::Administrative),
            measured(Measure::Compounds),
            measured(Measure::Households),
            measured(Measure::Elders),
            measured(Measure::Dwellings),
            total.offer.facilities.to_string(),
            number(total.beds_per_1000(), 1),
            percent2(total.people.elders_of_population.each()),
            number(total.elders_per_facility(), 0),
        ]
    }

    /// Units with the greatest difference of the two figures first.
    fn units(&self, coverage: &CircleCoverage) -> String {
        let mut units: Vec<&UnitFigures> = coverage.units.iter().collect();
        let difference = |one: &UnitFigures| {
            let (_, high) = one.difference(|walked| Some(walked.compounds))?;
            Some(high.abs())
        };
        // Stable: equals stay in the order of the list; those without a figure come last.
        units.sort_by(|a, b| {
            difference(b)
                .partial_cmp(&difference(a))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut table = self.table(
            "unit|city's figure|facilities|compounds|compounds served|elders within|beds for 1,000 elders|map data",
            "单元|行政口径|设施数|小区数|步行达标小区|步行可达老年人口|每千老人床位|数据",
        );
        for figures in units.iter().take(ROWS_SHOWN) {
            let Some(unit) = self.outcome.coverage.roster.units.get(figures.unit) else {
                continue;
            };
            let walked = |of: fn(&WalkedFigures) -> Option<Within>| figures.walked.as_ref().and_then(of);
            table.row(vec![
                unit.called().to_owned(),
                self.pick(
                    if figures.is_covered() { "covered" } else { "not covered" },
                    if figures.is_covered() { "已覆盖" } else { "未覆盖" },
                )
                .to_owned(),
                (figures.located.len() + figures.declared.len()).to_string(),
                figures.compounds.to_string(),
                span(walked(|walked| Some(walked.compounds))),
                span(walked(|walked| walked.elders)),
                number(figures.beds_per_1000(), 1),
                match unit.extent {
                    Extent::Partial => self.pick("partial: the map ends in it", "数据不完整").to_owned(),
                    Extent::Whole | Extent::Unknown | Extent::Outside => String::new(),
                },
            ]);
        }
        let mut text = self.section("Units", "单元", &table);
        text.push_str(&self.rest(units.len(), "units.csv"));
        text
    }

    fn behind(&self, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        let mut table = self.table("unit|compound|verdict|minutes|", "单元|小区|结论|分钟|");
        let mut count = 0;
        let behind = coverage
            .units
            .iter()
            .flat_map(|figures| figures.behind.iter().map(move |one| (figures.unit, one)));
        for (unit, one) in behind {
            count += 1;
            if count > ROWS_SHOWN {
                continue;
            }
            let compound = self.outcome.outcome.placed.compounds.get(one.compound);
            let verdict: Option<&CompoundVerdict> = judged.verdicts.get(one.compound);
            let unit = self.outcome.coverage.roster.units.get(unit);
            table.row(vec![
                unit.map_or(String::new(), |unit| unit.called().to_owned()),
                compound.map_or(String::new(), |one| one.name.clone().unwrap_or_else(|| one.id.clone())),
                verdict.map(|verdict| self.word(verdict.verdict)).unwrap_or_default(),
                number(
                    verdict
                        .and_then(|verdict| verdict.median)
                        .map(crate::units_of_measure::Milliseconds::minutes),
                    2,
                ),
                self.pick(
                    if one.unit_counts { "" } else { "its unit does not count" },
                    if one.unit_counts { "" } else { "所在单元未覆盖" },
                )
                .to_owned(),
            ]);
        }
        let mut text = self.section("Compounds behind the difference", "差异小区", &table);
        text.push_str(&self.rest(count, "behind.csv"));
        text
    }

    fn stages(&self, coverage: &CircleCoverage) -> String {
        // One stage is what is told above.
        if coverage.stages.len() < 2 {
            return String::new();
        }
        let mut table = self.table(
            "stage|facilities|counting now|so far|compounds served|of all|elders within|of all",
            "阶段|设施数|现计入|累计设施|达标小区|占比|可达老年人口|占比",
        );
        for stage in &coverage.stages {
            let covered = stage.covered;
            table.row(vec![
                self.phrases.word(&stage.key.name()),
                stage.facilities.to_string(),
                stage.counting_now.to_string(),
                stage.facilities_so_far.to_string(),
                number(covered.map(|one| one.compounds as f64), 0),
                percent(compounds_share(stage), None),
                number(covered.and_then(|one| one.elders), 0),
                percent(elders_share(stage), None),
            ]);
        }
        self.section("Stages", "阶段", &table)
    }

    fn supply(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "supply|total|method|mean for 1,000 elders|Gini|elders without|elders below the line|out of reach",
            "供给|总量|方法|每千老人均值|基尼系数|无可达供给|低于基准线|无人可达",
        );
        for access in &coverage.access {
            for method in &access.methods {
                table.row(vec![
                    self.word(access.supply),
                    number(Some(access.total), 1),
                    self.word(method.method),
                    number(method.mean, 3),
                    number(method.gini, 4),
                    percent(method.share_without, None),
                    percent(method.share_below, None),
                    number(Some(method.out_of_reach), 1),
                ]);
            }
        }
        self.section("Supply within reach", "可达供给", &table)
    }

    fn catchments(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "facility|(a) compounds within|elders|(b) nearest to|elders|(c) declared|elders",
            "设施|（甲）时限内小区|老年人口|（乙）最近小区|老年人口|（丙）声明小区|老年人口",
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
        text.push_str(&self.rest(coverage.catchments.len(), "catchments.csv"));
        text
    }
}

/// Whether units in town, or in the country, are all there are of their kind.
fn is_repeated(total: &Total, totals: &[Total]) -> bool {
    let is_all = |one: &&Total| one.kind == total.kind && one.urban_rural.is_none();
    let all = totals.iter().find(is_all);
    total.urban_rural.is_some() && all.is_some_and(|all| all.units.len() == total.units.len())
}
