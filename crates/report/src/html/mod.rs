//! The page as text: a head with its content policy, sections that read well without scripts, the data, the scripts.

mod assets;
mod chart;
mod coverage;
mod escape;
mod sections;
mod settings;
mod tables;
mod terms;
mod writer;

use crate::palette::Palette;
use crate::parts::ReportData;
use crate::wire::PageData;
use crate::words::{self, Said};
use writer::Writer;

pub(crate) use terms::{circle_name, count_said, limit_walk};

/// The element that holds the data.
const DATA_ID: &str = "data";

/// The whole page. Same data, same bytes.
pub(crate) fn page(data: &ReportData<'_>) -> String {
    let language = data.language;
    let circles = data.circles();
    let page_data = PageData::of(data);
    let style = assets::style(&Palette::page());
    let script = assets::script();
    let mut html = Writer::new(language);
    head(&mut html, &style, &script, &sections::title(data, &circles));
    html.raw("<body>\n");
    sections::body(&mut html, data, &circles, page_data.street_tolerance_m());
    // The scripts read this; a page whose data could not be written still reads well without them.
    let json = serde_json::to_string(&page_data).unwrap_or_default();
    html.raw(&format!("<script type=\"application/json\" id=\"{DATA_ID}\">"));
    html.raw(&escape::json(&json));
    html.raw("</script>\n<script>");
    html.raw(&script);
    html.raw("</script>\n</body>\n</html>\n");
    html.finish()
}

fn head(html: &mut Writer, style: &str, script: &str, title: &Said) {
    let language = html.language();
    html.raw(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n",
        words::tag(language)
    ));
    html.raw(&assets::licence_note());
    html.raw("<meta charset=\"utf-8\">\n");
    html.raw(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n",
        assets::policy(style, script)
    ));
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light\">\n");
    html.raw(&format!(
        "<meta name=\"generator\" content=\"service-circle {}\">\n",
        env!("CARGO_PKG_VERSION")
    ));
    html.raw(&format!("<script>{}</script>\n", assets::FIRST_SCRIPT));
    html.raw("<title>");
    html.text(&title.told_in(language));
    html.raw("</title>\n<style>");
    html.raw(style);
    html.raw("</style>\n</head>\n");
}
