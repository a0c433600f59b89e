//! The files on the desk, and what was read of them.

use std::path::Path;
use std::sync::Arc;

use sipas_app::exports::{self, Accept};
use sipas_app::forms::{LevelError, Levels};
use sipas_app::{
    Details, InLang, Keep, Loaded, Options, Profiles, Reader, Settings, Watch, formats, lists, rejects, rows,
};
use sipas_core::{Clock, Dimension, Moment, Period, Plan, Report};
use sipas_engine::{Dataset, Which};
use sipas_intake::{Field, Kind, Profile, parse_date};
use sipas_render::{FormHead, Format, Lang, Table, View};

use crate::answer::{Answer, List};
use crate::dropped::{Export, Setting, Toml, What};
use crate::forms::{self, Offered};
use crate::preflight::Preflight;
use crate::units::Units;
use crate::wish::Wish;

const LANG: Lang = Lang::Vi;

/// The files that were dropped, and the report of them.
#[derive(Debug)]
pub struct Desk {
    now: Moment,
    exports: Vec<Export>,
    profiles: Vec<Setting<Profile>>,
    plans: Vec<Setting<Plan>>,
    units: Units,
    read: Option<Read>,
    last: Option<LastReport>,
}

/// What was read.
#[derive(Debug)]
struct Read {
    reader: Reader,
    loaded: Loaded,
}

/// What was last for last, and the report of it.
#[derive(Debug)]
struct LastReport {
    clock: Clock,
    plan: Option<Plan>,
    baseline: Option<Period>,
    report: Report,
    period_chosen: bool,
    head: FormHead,
}

impl Desk {
    /// An empty desk at this moment, in Vietnam: a page asks its clock once.
    pub fn new(now: &str) -> Result<Desk, String> {
        let now = parse_date(now).map_err(|error| format!("{now}: {error}"))?;
        let (exports, profiles, plans) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Desk { now, exports, profiles, plans, units: Units::default(), read: None, last: None })
    }

    /// Takes a file. What stands in a folder and is no export is passed over, as the command does; a file of the same
    /// name takes the place of the one before.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<What, String> {
        let name = exports::shown(name.as_ref());
        if Path::new(&name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            return self.add_settings(&name, &bytes);
        }
        if let Some(levels) = self.levels_of(&name, &bytes)? {
            self.units.table = Some(Setting { name, value: levels });
            return Ok(What::Units);
        }
        if name.contains('/') && exports::passed_over(name.as_ref(), &bytes, Accept::All).is_some() {
            return Ok(What::PassedOver);
        }
        self.forget();
        self.exports.retain(|export| export.name != name);
        self.exports.push(Export::new(&name, bytes));
        self.exports.sort_by(|a, b| exports::in_order(&a.name, &b.name).then_with(|| a.name.cmp(&b.name)));
        Ok(What::Export)
    }

    fn add_settings(&mut self, name: &str, bytes: &[u8]) -> Result<What, String> {
        match Toml::of(name, bytes)? {
            Toml::Plan(plan) => {
                self.plans.retain(|known| known.name != name);
                self.plans.push(Setting { name: name.to_owned(), value: *plan });
                Ok(What::Plan)
            }
            Toml::Profile(profile) => {
                self.forget();
                self.exports.iter_mut().for_each(|export| export.told = None);
                self.profiles.retain(|known| known.name != name);
                self.profiles.push(Setting { name: name.to_owned(), value: *profile });
                Ok(What::Profile)
            }
        }
    }

    /// The levels of units that a file tells, if it is a table of them and no export.
    fn levels_of(&self, name: &str, bytes: &[u8]) -> Result<Option<Levels>, String> {
        let Ok(text) = std::str::from_utf8(bytes) else { return Ok(None) };
        let levels = match Levels::parse(name, text) {
            Err(LevelError::Columns { .. } | LevelError::Csv { .. }) => return Ok(None),
            levels => levels,
        };
        let source = Export::new(name, bytes.to_vec()).source;
        let is_export = self.reader()?.kinds_of(&source).is_ok_and(|kinds| !kinds.is_empty());
        if is_export { Ok(None) } else { levels.map(Some).map_err(|error| error.vi()) }
    }

    /// Says by hand which units are of the province, and all others of communes, which form 07b is divided by; none at
    /// all takes that back.
    pub fn tick_units(&mut self, units: &[String]) {
        self.units.tick(units);
    }

    /// The units of all dossiers with their levels, as a table that the command reads too.
    pub fn save_units(&self) -> Result<Vec<u8>, String> {
        Ok(self.units.written(self.data()?).into_bytes())
    }

    /// Takes a file off the desk.
    pub fn remove(&mut self, name: &str) {
        self.forget();
        self.exports.retain(|export| export.name != name);
        self.profiles.retain(|profile| profile.name != name);
        self.plans.retain(|plan| plan.name != name);
        self.units.table.take_if(|table| table.name == name);
    }

    /// Says by hand what kind of export a file is; an empty name leaves that to its headers.
    pub fn choose_kind(&mut self, name: &str, kind: &str) {
        self.forget();
        let kind = Kind::ALL.into_iter().find(|known| known.name() == kind);
        if let Some(export) = self.exports.iter_mut().find(|export| export.name == name) {
            export.chosen = kind;
        }
    }

    /// Says by hand which column of a file holds a field; an empty header takes that back.
    pub fn assign(&mut self, name: &str, field: &str, header: &str) -> Result<(), String> {
        let field = Field::from_name(field).ok_or_else(|| format!("không có trường {field:?}"))?;
        self.forget();
        if let Some(export) = self.exports.iter_mut().find(|export| export.name == name) {
            // What it was taken for when its columns were looked at, it stays: a code alone would make a catalogue of it.
            let told = export.told.take().and_then(|kinds| kinds.first().copied());
            export.chosen.get_or_insert(told.unwrap_or(Kind::Dossiers));
            export.columns.retain(|known, of| *known != field && of != header);
            if !header.is_empty() {
                export.columns.insert(field, header.to_owned());
            }
        }
        Ok(())
    }

    /// The columns of a file that were assigned by hand, as a profile: TOML that the command reads too.
    pub fn profile(&self, name: &str) -> Option<String> {
        self.exports.iter().find(|export| export.name == name).and_then(Export::profile_text)
    }

    /// Reads all files, and tells how each was understood.
    pub fn read(&mut self, watch: &Arc<dyn Watch>) -> Result<Preflight, String> {
        let reader = self.reader()?;
        for export in &mut self.exports {
            if export.told.is_none() {
                // Why a file cannot be read is told when it is read.
                export.told = Some(reader.kinds_of(&export.source).unwrap_or_default());
            }
        }
        let sources: Vec<_> = self.exports.iter().flat_map(Export::sources).collect();
        let loaded = reader.read(&sources, Keep::Everything, watch);
        let preflight = Preflight::of(&self.exports, &self.profiles, &self.plans, &loaded, &reader, self.now);
        self.read = Some(Read { reader, loaded });
        Ok(preflight)
    }

    /// Makes the report that is wished for.
    pub fn report(&mut self, wish: &Wish) -> Result<Answer, String> {
        let read = self.read.as_ref().ok_or("chưa đọc tệp nào")?;
        let data = &read.loaded.data;
        let plan = self.plan(&wish.plan)?;
        let mut settings = Settings::at(self.now);
        let said = |error: sipas_app::SettingsError| error.in_lang(LANG);
        if let Some(period) = wish.period.as_deref().filter(|period| !period.is_empty()) {
            settings = settings.with_period(period).map_err(said)?;
        }
        let baseline = wish.baseline.as_deref().filter(|text| !text.is_empty());
        let baseline = baseline.map(|text| settings.baseline(text)).transpose().map_err(said)?;
        let by = wish.by.iter().map(|name| dimension(name)).collect::<Result<Vec<_>, _>>()?;
        if !by.iter().all(|dimension| data.can_group(&[*dimension])) {
            return Err("các tệp không có chiều phân nhóm đã chọn".to_owned());
        }
        sipas_app::check_plan(plan.as_ref(), &by).map_err(|error| error.in_lang(LANG))?;
        sipas_app::can_judge(data, plan.as_ref()).map_err(|error| error.in_lang(LANG))?;
        let profiles = read.loaded.profiles(&read.reader);
        let policy = settings.policy(profiles.into_iter());
        let clock = settings.clock(policy, data).map_err(said)?;
        let report = data.report(&clock, &by, plan.as_ref(), baseline);
        let (period_chosen, head) = (settings.period.is_none(), wish.signed.head());
        let last = LastReport { clock, plan, baseline, report, period_chosen, head };
        let answer = Answer::of(&last.report, &self.written(&last, "json")?);
        self.last = Some(last);
        Ok(answer)
    }

    /// The report in one of the formats of the command.
    pub fn save(&self, format: &str) -> Result<Vec<u8>, String> {
        self.written(self.last()?, format)
    }

    /// Records behind the figures of the report, by the names that the command has for them.
    pub fn list(&self, which: &[String]) -> Result<List, String> {
        Ok(List::of(&self.table(which)?, LANG))
    }

    /// Writes a list in one of the formats of the command.
    pub fn save_list(&self, which: &[String], format: &str) -> Result<Vec<u8>, String> {
        let (table, format) = (self.table(which)?, named(format)?);
        let mut out = Vec::new();
        (format.table)(&table, &view(false), &mut out).map_err(|error| error.to_string())?;
        Ok(out)
    }

    /// The official forms that can be saved, and why others cannot.
    pub fn forms(&self) -> Result<Vec<Offered>, String> {
        Ok(forms::offered(self.data()?, &self.last()?.clock, &self.units))
    }

    /// Writes a form in one of the formats of the command; `accept` names what somebody has accepted of it.
    pub fn save_form(&self, name: &str, accept: &[String], format: &str) -> Result<Vec<u8>, String> {
        let last = self.last()?;
        let form = forms::form(name, accept, self.data()?, &last.clock, &self.units)?;
        let (format, mut out) = (named(format)?, Vec::new());
        (format.form)(&form, &last.head, &view(false), &mut out).map_err(|error| error.to_string())?;
        Ok(out)
    }

    /// The rejected rows of a kind in full, to be mended and dropped beside the exports: a workbook that holds personal
    /// data, and is only ever made for whoever asks.
    pub fn save_rejected(&self, kind: &str) -> Result<Vec<u8>, String> {
        let kind = Kind::ALL.into_iter().find(|known| known.name() == kind).ok_or("không có loại tệp này")?;
        let mut out = std::io::Cursor::new(Vec::new());
        let written = rejects::book(self.data()?, kind, Path::new("dong-loi.xlsx"), LANG, &mut out);
        written.map_err(|error| error.in_lang(LANG))?;
        Ok(out.into_inner())
    }

    /// Reads one file by itself, and keeps nothing: a file that stops the core is told from the others so.
    pub fn try_out(&self, name: &str) -> Result<(), String> {
        let reader = self.reader()?;
        let of_name = self.exports.iter().find(|export| export.name == name);
        let sources: Vec<_> = of_name.into_iter().flat_map(Export::sources).collect();
        for source in &sources {
            // Why it cannot be read is told when all are read; here it counts that it can be tried.
            let _ = reader.kinds_of(source);
        }
        let watch: Arc<dyn Watch> = Arc::new(());
        reader.read(&sources, Keep::Everything, &watch);
        Ok(())
    }

    fn table(&self, which: &[String]) -> Result<Table, String> {
        let which = which.iter().map(|name| name.parse()).collect::<Result<Vec<Which>, _>>();
        let which = which.map_err(|error| error.to_string())?;
        let read = self.read.as_ref().ok_or("chưa đọc tệp nào")?;
        let data = &read.loaded.data;
        match which.first() {
            None => Err("chưa chọn danh sách".to_owned()),
            Some(Which::Dossiers(_)) if data.lacking(&which).1 => {
                Err("không tệp nào có cột Phiếu xin lỗi hay Ngày xin lỗi".to_owned())
            }
            Some(Which::Dossiers(_)) => {
                Ok(lists::dossiers(data, &self.last()?.clock, &which, lists::SOON, LANG))
            }
            Some(Which::Pakn(_)) => Ok(lists::pakn(data, &self.last()?.clock, &which, LANG)),
            Some(_) => {
                let rows = rows::rows(&read.loaded, &which, LANG).collect::<Result<_, _>>();
                let rows = rows.map_err(|error| sipas_intake::io_vi(&error))?;
                Ok(Table { rows, ..rows::head(&read.loaded, &which, LANG) })
            }
        }
    }

    fn written(&self, last: &LastReport, format: &str) -> Result<Vec<u8>, String> {
        let (format, view) = (named(format)?, view(last.period_chosen));
        let mut out = Vec::new();
        let done = match (format.with_extras, &self.read) {
            (Some(write), Some(read)) => {
                let LastReport { clock, plan, baseline, head, .. } = last;
                let beside = Details::of(&read.loaded.data, clock, plan.as_ref(), *baseline, LANG);
                let beside = beside.of_office(head.clone());
                write(&last.report, &beside.extras(), &view, &mut out)
            }
            _ => (format.report)(&last.report, &view, &mut out),
        };
        done.map_err(|error| error.to_string())?;
        Ok(out)
    }

    fn data(&self) -> Result<&Dataset, String> {
        Ok(&self.read.as_ref().ok_or("chưa đọc tệp nào")?.loaded.data)
    }

    fn last(&self) -> Result<&LastReport, String> {
        self.last.as_ref().ok_or_else(|| "chưa lập báo cáo".to_owned())
    }

    /// The plan that was chosen by its name.
    fn plan(&self, name: &str) -> Result<Option<Plan>, String> {
        if name == "none" {
            return Ok(None);
        }
        let dropped = self.plans.iter().find(|plan| plan.name == name).map(|plan| plan.value.clone());
        let plan = dropped.or_else(|| Plan::named(name));
        plan.map(Some).ok_or_else(|| "hãy chọn kế hoạch, hoặc chọn không theo kế hoạch nào".to_owned())
    }

    /// Columns assigned by hand go before profiles that were dropped.
    fn reader(&self) -> Result<Reader, String> {
        let by_hand = self.exports.iter().filter_map(|export| Some((&export.name, export.profile_text()?)));
        let by_hand =
            by_hand.map(|(name, text)| Profile::parse(name, &text).map_err(|error| error.in_lang(LANG)));
        let mut profiles = by_hand.collect::<Result<Vec<_>, _>>()?;
        profiles.extend(self.profiles.iter().map(|profile| profile.value.clone()));
        Profile::share_dimensions(&mut profiles, &[]).map_err(|error| error.vi())?;
        let options = Options {
            profiles: Profiles::from(profiles),
            now: Some(self.now),
            keep_rejects: true,
            ..Options::default()
        };
        let reader = Reader::new(options);
        reader.check().map_err(|(_, error)| error.in_lang(LANG))?;
        Ok(reader)
    }

    /// What was read before no longer holds.
    fn forget(&mut self) {
        (self.read, self.last) = (None, None);
    }
}

fn dimension(name: &str) -> Result<Dimension, String> {
    name.parse().map_err(|_| format!("không có chiều phân nhóm {name:?}"))
}

fn named(format: &str) -> Result<&'static Format, String> {
    formats::named(format).ok_or_else(|| format!("không có dạng {format:?}"))
}

fn view(period_chosen: bool) -> View {
    View { lang: LANG, period_chosen, issue_text: formats::issue_text, ..View::default() }
}
