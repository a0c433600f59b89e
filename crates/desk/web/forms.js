// @ts-check
// The official forms of the report, to be saved.

/** Shows which forms there are, and why others are not. @param {string} period */
async function showForms(period) {
  const offered = await core.ask("forms");
  const none = element("p", {}, "Kỳ này và các tệp này không có biểu nào để lập.");
  at("forms").replaceChildren(
    offered.length > 0 ? element("ul", { className: "files" }, ...offered.map((/** @type {any} */ form) => oneForm(form, period))) : none,
    element("p", { className: "hint" }, "Biểu ghi tên đơn vị và người ký đã nhập ở bước 3. Kỳ báo cáo tính từ ngày 15 tháng trước đến ngày 14; tệp không đủ cả kỳ ấy thì biểu lập theo tháng dương lịch và ghi chú như vậy."),
  );
}

/** @param {any} form @param {string} period */
function oneForm(form, period) {
  const name = element("span", { className: "name" }, form.number || form.name);
  const buttons = (/** @type {string[]} */ accept) => ["xlsx", "docx"].map((format) => formButton(form, period, format, accept));
  const units = form.units ? unitsOf(form, period) : null;
  if (!form.refused) return element("li", {}, name, form.title ? ` ${form.title} ` : " ", ...buttons([]), units);
  const why = element("p", { className: "caution" }, `⚠ Chưa lập: ${form.refused}.`);
  if (form.accept.length === 0) return element("li", {}, name, why, units);
  const anyway = element("p", { className: "buttons" }, "Vẫn lập, và ghi rõ điều này dưới biểu: ", ...buttons(form.accept));
  return element("li", {}, name, why, anyway, units);
}

/** Whether the list of units was opened: it stays so. */
let unitsAreOpen = false;

/** The units of the dossiers, of which those of the province are ticked. @param {any} form @param {string} period */
function unitsOf(form, period) {
  const boxes = element("div", { className: "ticks" });
  const tick = async (/** @type {Event} */ event) => {
    const units = [...boxes.querySelectorAll(":checked")].map((/** @type {any} */ input) => input.value);
    const at = /** @type {any} */ (event.target).value;
    try {
      await core.ask("tickUnits", { units });
      corrections.push(["tickUnits", { units }]);
      await showForms(period);
      // The keyboard goes on where it was.
      document.querySelector(`.ticks [value=${CSS.escape(at)}]`)?.focus();
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  };
  const box = ([/** @type {string} */ unit, /** @type {boolean} */ ticked]) => {
    const input = element("input", { type: "checkbox", checked: ticked, value: unit, onchange: tick });
    return element("label", { className: "tick" }, input, unit || "(không rõ)");
  };
  boxes.append(...form.units.map(box));
  const save = async () => give("don-vi.csv", await core.ask("saveUnits"), "text/csv");
  const some = form.units.some((/** @type {any} */ [, ticked]) => ticked);
  const button = element("button", { type: "button", "data-units": "", onclick: save }, "Tải bảng đơn vị (.csv)");
  const details = element(
    "details",
    { open: unitsAreOpen || Boolean(form.refused), ontoggle: () => (unitsAreOpen = details.open) },
    element("summary", {}, "Đơn vị thuộc cấp tỉnh"),
    element("p", { className: "hint" }, "Đánh dấu sở, ban, ngành và đơn vị khác thuộc cấp tỉnh; các đơn vị không đánh dấu là cấp xã."),
    boxes,
    some ? element("p", {}, button, " Kỳ sau thả bảng này cùng các tệp thì khỏi đánh dấu lại; lệnh sipas cũng đọc được: --units.") : null,
  );
  return details;
}

/** @param {any} form @param {string} period @param {string} format @param {string[]} accept */
function formButton(form, period, format, accept) {
  const program = format === "xlsx" ? "Excel" : "Word";
  const save = async () => {
    try {
      const bytes = await core.ask("saveForm", { name: form.name, accept, format });
      give(`sipas-bieu-${form.name}-${period}.${format}`, bytes, format === "xlsx" ? WORKBOOK : DOCUMENT);
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  };
  const label = `${form.number || form.name}: tải ${program}`;
  return element("button", { type: "button", "data-form": `${form.name}.${format}`, "aria-label": label, onclick: save }, program);
}
