use maud::{Markup, html};
use sipas_core::{Area, Plan, Report, ScoreRow};

use super::markup::{Section, cleaned, shown};
use super::overview;
use crate::document::scorecard;
use crate::lang::Lang;
use crate::table::Tone;

/// The targets of the plan and their verdicts, area by area.
pub(super) fn section(report: &Report, lang: Lang) -> Option<Section> {
    let plan = report.plan.as_ref()?;
    let whole = overview::whole(report);
    let of = |area: Area| whole.iter().filter(|row| row.target.area == area).cloned().collect::<Vec<_>>();
    let areas = Area::ALL.into_iter().map(|area| (area, of(area))).filter(|(_, rows)| !rows.is_empty());
    let undecided = scorecard::undecided(&whole, lang).chain(scorecard::cautions(&whole, lang));
    let body = html! {
        @for (area, rows) in areas { (one(report, plan, area, &rows, lang)) }
        @for text in undecided { p class="note" { (cleaned(&text)) } }
        @for phrase in plan.unmeasured() { p class="note" { (cleaned(&lang.unmeasured(phrase))) } }
        @if whole.iter().any(|row| row.target.derived) { p class="note" { (lang.derived()) } }
    };
    Some(Section::new("areas", lang.areas(), body))
}

fn one(report: &Report, plan: &Plan, area: Area, rows: &[ScoreRow<'_>], lang: Lang) -> Markup {
    let title = plan.areas().iter().find(|of| of.area == area).map_or("", |of| of.title.as_str());
    let lead = rows[0].target.lead.as_str();
    let tally = overview::tally(rows.iter().map(|row| row.verdict));
    let caption = format!("{area}. {title}");
    html! {
        h3 id=(format!("area-{area}")) { (area) ". " span lang=[of_plan(lang)] { (cleaned(title)) } }
        p class="note" {
            (overview::tallied(tally, lang))
            @if !lead.is_empty() { (lang.lead()) ": " (cleaned(lead)) }
        }
        div class="scroll" role="region" tabindex="0" aria-label=(cleaned(&caption)) {
            // On a telephone the style sheet folds the rows, and a browser may forget what they are: hence the roles.
            table class="targets short" role="table" {
                caption class="unseen" { (cleaned(&caption)) }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { (lang.task()) }
                        th scope="col" role="columnheader" { (lang.target()) }
                        th scope="col" role="columnheader" class="number" { (lang.figure()) }
                        th scope="col" role="columnheader" { (lang.verdict_label()) }
                    }
                }
                tbody role="rowgroup" { @for row in rows { (line(report, row, lead, lang)) } }
            }
        }
    }
}

/// The language of the plan's own words, where the page is in another.
fn of_plan(lang: Lang) -> Option<&'static str> {
    (lang != Lang::Vi).then_some(Lang::Vi.name())
}

fn line(report: &Report, row: &ScoreRow<'_>, lead: &str, lang: Lang) -> Markup {
    let target = row.target;
    let verdict = scorecard::verdict(report, row, lang);
    let class = match verdict.tone() {
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Plain => "doubt",
        _ => "faint",
    };
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                span class="id" { (cleaned(&target.id)) " · " (lang.tier(target.tier)) }
                span lang=[of_plan(lang)] { (cleaned(&target.task)) }
                @if target.lead != lead { span class="id" { (lang.lead()) ": " (cleaned(&target.lead)) } }
            }
            td role="cell" { (cleaned(&scorecard::goal(report, row, lang))) }
            td role="cell" class="number" { (shown(&scorecard::figure(report, target, row.figure), lang)) }
            td role="cell" class=(class) { (shown(&verdict, lang)) }
        }
    }
}
