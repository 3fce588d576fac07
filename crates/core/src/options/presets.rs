//! Circles and area norms by name, each with its source. A plan's own keys come before what a preset tells.

use super::Limit;

/// A circle by name: `preset = "gb50180-15min"`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// Its name in a plan.
    pub id: &'static str,
    /// What it is, in English: the circle's name where a plan tells none.
    pub english: &'static str,
    /// What it is, in Chinese.
    pub chinese: &'static str,
    /// How far.
    pub limit: Limit,
    /// Least floor area of a facility, m2.
    pub min_floor_area_m2: Option<f64>,
    /// Where the figures stand, in English.
    pub source: &'static str,
    /// The same in Chinese.
    pub source_chinese: &'static str,
    /// Whether the source was only seen quoted by others.
    pub check_before_quoting: bool,
}

/// What stands beside a figure whose source was only seen quoted by others.
pub const CHECK_BEFORE_QUOTING: &str = "check before quoting";

const fn preset(
    id: &'static str,
    english: &'static str,
    chinese: &'static str,
    limit: Limit,
    source: [&'static str; 2],
) -> Preset {
    let [source, source_chinese] = source;
    Preset {
        id,
        english,
        chinese,
        limit,
        min_floor_area_m2: None,
        source,
        source_chinese,
        check_before_quoting: false,
    }
}

/// All presets. None tells categories: lists name their facilities in their own words.
#[rustfmt::skip]
pub const PRESETS: &[Preset] = &[
    Preset { check_before_quoting: true, ..preset("gb50180-15min", "15-minute living circle", "十五分钟生活圈", Limit::Metres(1000.0), ["GB 50180-2018, cl. 2.0.2: 800 to 1000 m", "《城市居住区规划设计标准》GB 50180-2018 第2.0.2条：800～1000米"]) },
    preset("gb50180-10min", "10-minute living circle", "十分钟生活圈", Limit::Metres(500.0), ["GB 50180-2018 as the Encyclopedia of China has it (zgbk.com, 491601): 500 m", "《城市居住区规划设计标准》GB 50180-2018，据《中国大百科全书》条目（zgbk.com，491601）：500米"]),
    Preset { check_before_quoting: true, ..preset("gb50180-5min", "5-minute living circle", "五分钟生活圈", Limit::Metres(300.0), ["GB 50180-2018: 300 m", "《城市居住区规划设计标准》GB 50180-2018：300米"]) },
    preset("quarter-hour", "quarter-hour service circle", "一刻钟便民生活圈", Limit::Minutes(15.0), ["Ministry of Commerce and others, 2021: about 15 min on foot; no radius in metres is told", "商务部等部门2021年一刻钟便民生活圈文件：步行约15分钟，未规定以米计的半径"]),
    Preset { min_floor_area_m2: Some(750.0), ..preset("street-centre", "street centre of 750 m2", "街道综合养老服务中心", Limit::Minutes(15.0), ["Tangshan, report of 2023-05: street centres of at least 750 m2; walked within 15 min", "唐山市2023年5月报道：街道综合养老服务中心不小于750平方米；按步行15分钟计"]) },
    Preset { min_floor_area_m2: Some(1000.0), ..preset("guizhou-street-centre", "street centre of 1,000 m2", "街道养老服务中心（贵州）", Limit::Metres(700.0), ["Guizhou, notice of 2022: street centres of at least 1,000 m2, service radius below 700 m", "贵州省2022年通知：街道养老服务中心不小于1000平方米，服务半径小于700米"]) },
    Preset { min_floor_area_m2: Some(350.0), ..preset("guizhou-station", "community station of 350 m2", "社区养老服务用房（贵州）", Limit::Metres(700.0), ["Guizhou, notice of 2022: units of at least 350 m2, service radius below 700 m", "贵州省2022年通知：每处不小于350平方米，服务半径小于700米"]) },
    Preset { min_floor_area_m2: Some(600.0), ..preset("embedded-complex", "embedded community complex", "社区嵌入式服务综合体", Limit::Minutes(15.0), ["Guidelines on embedded community services (trial), 2024-01: complexes of at least 600 m2; walked within 15 min", "《城市社区嵌入式服务设施建设导则（试行）》（2024年1月）：综合体不小于600平方米；按步行15分钟计"]) },
];

/// The preset of a name.
pub fn preset_of(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

/// Floor area of elder care that a province or city asks of compounds, m2 for every hundred households. There is no national figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaNorm {
    /// Its name in a plan.
    pub id: &'static str,
    /// Of new compounds.
    pub new_m2: f64,
    /// Of those there before, where told.
    pub existing_m2: Option<f64>,
    /// Where the figures stand.
    pub source: &'static str,
}

/// Norms by name.
#[rustfmt::skip]
pub const AREA_NORMS: &[AreaNorm] = &[
    AreaNorm { id: "shandong", new_m2: 20.0, existing_m2: None, source: "Shandong, measures of 2022" },
    AreaNorm { id: "guizhou", new_m2: 20.0, existing_m2: Some(15.0), source: "Guizhou, notice of 2022" },
    AreaNorm { id: "anhui", new_m2: 30.0, existing_m2: Some(20.0), source: "Anhui, 2022" },
    AreaNorm { id: "yinchuan", new_m2: 30.0, existing_m2: Some(20.0), source: "Yinchuan, 2023" },
    AreaNorm { id: "harbin", new_m2: 30.0, existing_m2: Some(20.0), source: "Harbin" },
];

/// The norm of a name.
pub fn area_norm_of(id: &str) -> Option<&'static AreaNorm> {
    AREA_NORMS.iter().find(|norm| norm.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Circle, Options};

    #[test]
    fn every_preset_is_a_circle_that_can_be_used() {
        for preset in PRESETS {
            let options = Options {
                circles: vec![Circle::of_preset(preset)],
                ..Options::default()
            };
            assert_eq!(options.validate(), Ok(()), "{}", preset.id);
            assert_eq!(preset_of(preset.id), Some(preset), "ids stand once");
            assert!(!preset.source.is_empty() && !preset.chinese.is_empty());
            assert!(preset.source.is_ascii() && !preset.source_chinese.is_ascii());
        }
        assert_eq!(preset_of("gb50180"), None);
        assert_eq!(area_norm_of("guizhou").and_then(|norm| norm.existing_m2), Some(15.0));
    }
}
