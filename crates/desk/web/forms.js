// @ts-check
// The official forms of the report, to be saved.

/** Shows which forms there are, and why others are not. @param {string} period */
async function showForms(period) {
  const offered = await core.ask("forms");
  const none = element("p", {}, "Kỳ này và các tệp này không có biểu nào để lập.");
  at("forms").replaceChildren(
    offered.length > 0 ? element("ul", { className: "files" }, ...offered.map((/** @type {any} */ form) => oneForm(form, period))) : none,
    element("p", { className: "hint" }, "Biểu ghi tên đơn vị và người ký đã nhập ở bước 3. Kỳ báo cáo tính từ ngày 15 tháng trước đến ngày 14; tệp không phủ đủ thì biểu lập theo tháng dương lịch và ghi chú như vậy."),
  );
}

/** @param {any} form @param {string} period */
function oneForm(form, period) {
  const name = element("span", { className: "name" }, form.number || form.name);
  const buttons = (/** @type {string[]} */ accept) => ["xlsx", "docx"].map((format) => formButton(form, period, format, accept));
  if (!form.refused) return element("li", {}, name, form.title ? ` ${form.title} ` : " ", ...buttons([]));
  const why = element("p", { className: "caution" }, `⚠ Chưa lập: ${form.refused}.`);
  if (form.accept.length === 0) return element("li", {}, name, why);
  const anyway = element("p", { className: "buttons" }, "Vẫn lập, và ghi rõ điều này dưới biểu: ", ...buttons(form.accept));
  return element("li", {}, name, why, anyway);
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
