// @ts-check
// What is asked for, and the report of it.

/** What the browser keeps; nothing else is. */
const KEPT = [
  ["office", "office"],
  ["preparedBy", "prepared-by"],
  ["signedBy", "signed-by"],
  ["signerTitle", "signer-title"],
];
const KEY = "sipas.office";

/** Some browsers forbid a page from disk to keep anything: then it keeps nothing. @template T @param {() => T} work @returns {T | null} */
function permitted(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

function recall() {
  const kept = permitted(() => JSON.parse(localStorage.getItem(KEY) ?? "{}")) ?? {};
  for (const [name, id] of KEPT) at(id).value = kept[name] ?? "";
}

/** The office and its signers, as they are typed. */
function signed() {
  return Object.fromEntries(KEPT.map(([name, id]) => [name, at(id).value.trim()]));
}

function remember() {
  const kept = signed();
  permitted(() => localStorage.setItem(KEY, JSON.stringify(kept)));
}

/** The periods that are covered, the plans that are there. @param {any} understood */
function offer(understood) {
  const all = understood.covered.filter((/** @type {any} */ of) => of.from && of.to);
  const from = all.map((/** @type {any} */ of) => of.from.slice(0, 7)).sort()[0];
  const to = all.map((/** @type {any} */ of) => of.to.slice(0, 7)).sort().pop();
  const months = from && to ? monthsBetween(from, to).slice(-12) : [];
  const quarters = [...new Set(months.map(quarterOf))].slice(-4);
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const chip = (/** @type {string} */ period) =>
    element("button", { type: "button", className: "chip", "data-period": period, onclick: () => choosePeriod(period) }, periodInWords(period));
  at("months").replaceChildren(...[...months, ...quarters, ...years].map(chip));
  if (!at("period").value && understood.period) choosePeriod(understood.period);
  else markChip();

  const plan = at("plan");
  const before = plan.value;
  const choices = [["", "— hãy chọn kế hoạch —"], ["none", "Không theo kế hoạch nào"], ...understood.plans];
  plan.replaceChildren(...choices.map(([name, title]) => element("option", { value: name }, title || name)));
  plan.value = choices.some(([name]) => name === before) ? before : "";
}

/** @param {string} from @param {string} to */
function monthsBetween(from, to) {
  const months = [];
  let [year, month] = from.split("-").map(Number);
  const most = 1200;
  for (let text = from; text <= to && months.length < most; ) {
    months.push(text);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    text = `${year}-${String(month).padStart(2, "0")}`;
  }
  return months;
}

/** @param {string} month */
const quarterOf = (month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

/** @param {string} period */
function periodInWords(period) {
  const [year, part] = period.split("-");
  if (!part) return `năm ${year}`;
  return part.startsWith("Q") ? `quý ${["I", "II", "III", "IV"][Number(part[1]) - 1]}/${year}` : `${Number(part)}/${year}`;
}

/** @param {string} period */
function choosePeriod(period) {
  at("period").value = period;
  markChip();
}

function markChip() {
  for (const chip of at("months").children) {
    chip.setAttribute("aria-pressed", String(chip.dataset.period === at("period").value));
  }
}

/** The period to compare with, as the command takes it. */
function baseline() {
  const kind = at("baseline-kind").value;
  if (kind === "other") return at("baseline").value.trim();
  const year = at("period").value.match(/^(\d{4})(-(?:\d{2}|Q[1-4]|H[12]|9M))?$/);
  return kind === "year" && year ? `${Number(year[1]) - 1}${year[2] ?? ""}` : "";
}

/** Makes the report, and shows it. */
async function make() {
  say();
  remember();
  const compared = baseline();
  if (at("baseline-kind").value === "year" && !compared) {
    return say("Với kỳ này hãy chọn “kỳ khác…” và ghi kỳ so sánh.");
  }
  const wish = { period: at("period").value.trim(), baseline: compared || null, plan: at("plan").value, by: [], signed: signed() };
  try {
    await busy("Đang lập báo cáo…", 1, async () => {
      const answer = await core.ask("report", { wish });
      showHeading(answer);
      at("report").srcdoc = await core.ask("page");
      showSaving(wish.period);
      at("result").hidden = false;
      fit();
      await showPush();
      await showForms(wish.period);
    });
    at("result-title").focus();
  } catch (error) {
    at("result").hidden = true;
    say(/** @type {Error} */ (error).message);
    at("said").scrollIntoView({ block: "center" });
  }
}

/** The office, the period, and by which plan the verdicts are. @param {any} answer */
function showHeading(answer) {
  const office = at("office").value.trim();
  at("heading").replaceChildren(
    ...[
      office ? element("p", { className: "office" }, office) : null,
      element("p", {}, `Kỳ ${answer.period}`),
      element("p", {}, answer.plan ? `Đánh giá theo: ${answer.plan}` : "Không đánh giá theo kế hoạch nào."),
    ].filter(Boolean),
  );
  // The document of the command, for whoever wants to compare.
  at("result").dataset.json = answer.json;
}

/** @param {string} period */
function showSaving(period) {
  const formats = [
    ["xlsx", "Excel", "xlsx", WORKBOOK],
    ["docx", "Dự thảo báo cáo (Word)", "docx", DOCUMENT],
    ["html", "Trang HTML", "html", "text/html"],
    ["csv", "CSV", "csv", "text/csv"],
    ["json", "JSON", "json", "application/json"],
  ];
  const save = (/** @type {string} */ format, /** @type {string} */ ending, /** @type {string} */ type) => async () => {
    try {
      give(`sipas-${period || "bao-cao"}.${ending}`, await core.ask("save", { format }), type);
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  };
  at("saving").replaceChildren(
    "Tải: ",
    ...formats.map(([format, words, ending, type]) =>
      element("button", { type: "button", "data-format": format, onclick: save(format, ending, type) }, words),
    ),
    element("button", { type: "button", onclick: () => at("report").contentWindow.print() }, "In"),
  );
}

/** The report is as high as what it holds, also when folded parts are opened. */
function fit() {
  const frame = at("report");
  const page = frame.contentDocument?.documentElement;
  if (page) frame.style.height = `${page.scrollHeight + 2}px`;
}
