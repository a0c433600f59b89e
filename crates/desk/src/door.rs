//! The desk for JavaScript: JSON in and out.

// The macro takes what JavaScript hands over, which is owned.
#![allow(clippy::needless_pass_by_value)]

use std::sync::Arc;

use serde::Serialize;
use sipas_app::Watch;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Told how many more bytes of a file were read; the worker defines it.
    #[wasm_bindgen(js_name = sipasProgress)]
    fn progress(bytes: f64);
}

/// Tells the page how far the reading is.
#[derive(Debug)]
struct Progress;

impl Watch for Progress {
    fn read(&self, bytes: u64) {
        progress(bytes as f64);
    }
}

/// The desk of a page.
#[wasm_bindgen(js_name = Desk)]
#[derive(Debug)]
pub struct Door(crate::Desk);

#[wasm_bindgen(js_class = Desk)]
impl Door {
    /// An empty desk at this moment.
    #[wasm_bindgen(constructor)]
    pub fn new(now: &str) -> Result<Door, String> {
        crate::Desk::new(now).map(Door)
    }

    /// See [`crate::Desk::add`].
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<String, String> {
        self.0.add(name, bytes).map(json)
    }

    /// See [`crate::Desk::remove`].
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// See [`crate::Desk::choose_kind`].
    #[wasm_bindgen(js_name = chooseKind)]
    pub fn choose_kind(&mut self, name: &str, kind: &str) {
        self.0.choose_kind(name, kind);
    }

    /// See [`crate::Desk::assign`].
    pub fn assign(&mut self, name: &str, field: &str, header: &str) -> Result<(), String> {
        self.0.assign(name, field, header)
    }

    /// See [`crate::Desk::profile`].
    pub fn profile(&self, name: &str) -> Option<String> {
        self.0.profile(name)
    }

    /// See [`crate::Desk::read`].
    pub fn read(&mut self) -> Result<String, String> {
        self.0.read(&(Arc::new(Progress) as Arc<dyn Watch>)).map(json)
    }

    /// See [`crate::Desk::report`].
    pub fn report(&mut self, wish: &str) -> Result<String, String> {
        let wish = serde_json::from_str(wish).map_err(|error| error.to_string())?;
        self.0.report(&wish).map(json)
    }

    /// See [`crate::Desk::save`].
    pub fn save(&self, format: &str) -> Result<Vec<u8>, String> {
        self.0.save(format)
    }

    /// See [`crate::Desk::list`].
    pub fn list(&self, which: Vec<String>) -> Result<String, String> {
        self.0.list(&which).map(json)
    }

    /// See [`crate::Desk::save_list`].
    #[wasm_bindgen(js_name = saveList)]
    pub fn save_list(&self, which: Vec<String>, format: &str) -> Result<Vec<u8>, String> {
        self.0.save_list(&which, format)
    }

    /// See [`crate::Desk::forms`].
    pub fn forms(&self) -> Result<String, String> {
        self.0.forms().map(json)
    }

    /// See [`crate::Desk::save_form`].
    #[wasm_bindgen(js_name = saveForm)]
    pub fn save_form(&self, name: &str, accept: Vec<String>, format: &str) -> Result<Vec<u8>, String> {
        self.0.save_form(name, &accept, format)
    }

    /// See [`crate::Desk::tick_units`].
    #[wasm_bindgen(js_name = tickUnits)]
    pub fn tick_units(&mut self, units: Vec<String>) {
        self.0.tick_units(&units);
    }

    /// See [`crate::Desk::save_units`].
    #[wasm_bindgen(js_name = saveUnits)]
    pub fn save_units(&self) -> Result<Vec<u8>, String> {
        self.0.save_units()
    }

    /// See [`crate::Desk::save_rejected`].
    #[wasm_bindgen(js_name = saveRejected)]
    pub fn save_rejected(&self, kind: &str) -> Result<Vec<u8>, String> {
        self.0.save_rejected(kind)
    }

    /// See [`crate::Desk::try_out`].
    #[wasm_bindgen(js_name = tryOut)]
    pub fn try_out(&self, name: &str) -> Result<(), String> {
        self.0.try_out(name)
    }
}

fn json(value: impl Serialize) -> String {
    // What is written here has no keys but strings.
    serde_json::to_string(&value).unwrap_or_default()
}
