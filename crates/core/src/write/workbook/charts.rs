//! Charts that Excel draws beside a table: Lorenz curves with the line of equality, and what stages cover.

use rust_xlsxwriter::{Chart, ChartLegendPosition, ChartType, Worksheet, XlsxError};

use super::super::columns::{Cell, ColumnHead};
use crate::language::Language;

/// Most charts of a sheet: more are not looked at.
const MOST: usize = 12;
/// Rows that a chart takes.
const ROWS: u32 = 20;
/// Size of a chart, pixels.
const WIDTH: u32 = 560;
const HEIGHT: u32 = 360;

/// What is drawn of a table, and the rows it is drawn of.
pub(super) struct Charted {
    language: Language,
    kind: Option<Kind>,
    /// Columns of the table.
    columns: u16,
    /// A chart for each, its lines one after the other.
    charts: Vec<(String, Vec<Line>)>,
}

/// By the columns drawn, by position.
#[derive(Clone, Copy)]
enum Kind {
    /// Elders across, supply up; circle and supply tell the chart, the method the line.
    Lorenz { across: u16, up: u16 },
    /// Stages across; shares of compounds and of elders up; the circle tells the chart.
    Stages { across: u16, up: [u16; 2] },
}

/// Rows of one line, the first and the last.
struct Line {
    name: String,
    first: u32,
    last: u32,
    /// Whether any row tells the second figure.
    has_second: bool,
}

impl Charted {
    /// What is drawn of a table with these columns, if anything is.
    pub(super) fn of(columns: &[ColumnHead], language: Language) -> Self {
        let at = |name: &str| {
            let position = columns.iter().position(|head| head.name == name)?;
            u16::try_from(position).ok()
        };
        let lorenz = || {
            Some(Kind::Lorenz {
                across: at("elders_share")?,
                up: at("supply_share")?,
            })
        };
        let stages = || {
            Some(Kind::Stages {
                across: at("stage")?,
                up: [at("compounds_served_share")?, at("elders_within_share")?],
            })
        };
        Self {
            language,
            kind: lorenz().or_else(stages),
            columns: u16::try_from(columns.len()).unwrap_or(u16::MAX),
            charts: Vec::new(),
        }
    }

    /// Takes a row into account.
    pub(super) fn see(&mut self, row: u32, cells: &[Cell]) {
        let text = |at: usize| match cells.get(at) {
            Some(Cell::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let is_told = |at: u16| cells.get(usize::from(at)).is_some_and(|cell| *cell != Cell::Absent);
        let (chart, line, has_second) = match self.kind {
            Some(Kind::Lorenz { .. }) => (format!("{} {}", text(0), text(1)), text(2), false),
            Some(Kind::Stages {
                up: [first, second], ..
            }) if is_told(first) => (text(0), String::new(), is_told(second)),
            _ => return,
        };
        if !self.charts.iter().any(|(name, _)| *name == chart) {
            self.charts.push((chart.clone(), Vec::new()));
        }
        let Some((_, lines)) = self.charts.iter_mut().find(|(name, _)| *name == chart) else {
            return;
        };
        match lines.last_mut().filter(|one| one.name == line) {
            Some(one) => {
                one.last = row;
                one.has_second |= has_second;
            }
            None => lines.push(Line {
                name: line,
                first: row,
                last: row,
                has_second,
            }),
        }
    }

    /// Draws them at the right of the table, one below the other.
    pub(super) fn draw(&self, sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
        let Some(kind) = self.kind else { return Ok(()) };
        // One stage, or one point, is no line.
        let charts = self
            .charts
            .iter()
            .filter(|(_, lines)| lines.iter().any(|line| line.last > line.first));
        for (position, (title, lines)) in (0..).zip(charts.take(MOST)) {
            let mut chart = match kind {
                Kind::Lorenz { across, up } => self.lorenz(name, lines, across, up),
                Kind::Stages { across, up } => self.stages(name, lines, across, up),
            };
            chart.title().set_name(title.trim());
            chart.legend().set_position(ChartLegendPosition::Bottom);
            chart.set_width(WIDTH).set_height(HEIGHT);
            sheet.insert_chart(1 + position * ROWS, self.columns.saturating_add(1), &chart)?;
        }
        Ok(())
    }

    fn lorenz(&self, sheet: &str, lines: &[Line], across: u16, up: u16) -> Chart {
        let mut chart = Chart::new(ChartType::ScatterStraight);
        for line in lines {
            chart
                .add_series()
                .set_name(&line.name)
                .set_categories((sheet, line.first, across, line.last, across))
                .set_values((sheet, line.first, up, line.last, up));
        }
        if let Some(line) = lines.first() {
            // Where as many elders hold as much of the supply, both coordinates are the same.
            chart
                .add_series()
                .set_name(self.language.pick("line of equality", "完全均等线"))
                .set_categories((sheet, line.first, across, line.last, across))
                .set_values((sheet, line.first, across, line.last, across));
        }
        chart
            .x_axis()
            .set_name(self.language.pick("share of elders", "老年人口累计占比"))
            .set_num_format("0%")
            .set_min(0)
            .set_max(1);
        chart
            .y_axis()
            .set_name(self.language.pick("share of supply", "供给累计占比"))
            .set_num_format("0%")
            .set_min(0)
            .set_max(1);
        chart
    }

    fn stages(&self, sheet: &str, lines: &[Line], across: u16, up: [u16; 2]) -> Chart {
        let mut chart = Chart::new(ChartType::Column);
        let names = [
            self.language.pick("compounds served, of all", "累计步行达标小区占比"),
            self.language.pick("elders within, of all", "累计可达老年人口占比"),
        ];
        for line in lines {
            for (number, (up, name)) in up.into_iter().zip(names).enumerate() {
                if number == 0 || line.has_second {
                    chart
                        .add_series()
                        .set_name(name)
                        .set_categories((sheet, line.first, across, line.last, across))
                        .set_values((sheet, line.first, up, line.last, up));
                }
            }
        }
        chart.y_axis().set_num_format("0%").set_min(0).set_max(1);
        chart
    }
}
