// @ts-check
// The core at work, away from the page. One question at a time, each with one answer.

/** @type {any} */
let desk = null;
/** The list that was asked for last, so that filters need not ask for it anew. @type {any} */
let held = null;
let done = 0;
let told = 0;

/** Told by the core how many more bytes were read. @param {number} bytes */
function sipasProgress(bytes) {
  done += bytes;
  const now = Date.now();
  if (now - told > 100) {
    told = now;
    postMessage({ progress: done });
  }
}
// The core looks for it among what is global.
Object.assign(globalThis, { sipasProgress });

/** @param {string} text */
function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** How many rows of a list a page is given at most. */
const SHOWN = 500;

/** What can be asked. @type {Record<string, (asked: any) => any>} */
const QUESTIONS = {
  async start({ core, now }) {
    // @ts-ignore: the script of wasm-bindgen stands before this one.
    await wasm_bindgen({ module_or_path: await unpacked(core) });
    // @ts-ignore
    desk = new wasm_bindgen.Desk(now);
  },
  async add({ name, file }) {
    return JSON.parse(desk.add(name, new Uint8Array(await file.arrayBuffer())));
  },
  remove: ({ name }) => desk.remove(name),
  chooseKind: ({ name, kind }) => desk.chooseKind(name, kind),
  assign: ({ name, field, header }) => desk.assign(name, field, header),
  profile: ({ name }) => desk.profile(name) ?? null,
  read() {
    done = 0;
    return JSON.parse(desk.read());
  },
  report: ({ wish }) => JSON.parse(desk.report(JSON.stringify(wish))),
  save: ({ format }) => desk.save(format),
  page: () => new TextDecoder().decode(desk.save("html")),
  list({ which }) {
    held = JSON.parse(desk.list(which));
    return choices(held);
  },
  filter: ({ wanted }) => filtered(held, wanted),
  saveList: ({ which, format }) => desk.saveList(which, format),
  forms: () => JSON.parse(desk.forms()),
  saveForm: ({ name, accept, format }) => desk.saveForm(name, accept, format),
  tickUnits: ({ units }) => desk.tickUnits(units),
  saveUnits: () => desk.saveUnits(),
  saveRejected: ({ kind }) => desk.saveRejected(kind),
  tryOut: ({ name }) => desk.tryOut(name),
};

/** The columns of a list, and what each of those that are filtered by holds. @param {any} list */
function choices(list) {
  const values = (/** @type {string} */ id) => {
    const at = list.columns.findIndex((/** @type {any} */ column) => column[0] === id);
    if (at < 0) return null;
    const counts = new Map();
    for (const row of list.rows) counts.set(row[at], (counts.get(row[at]) ?? 0) + 1);
    const collator = new Intl.Collator("vi");
    return [...counts].sort((a, b) => collator.compare(a[0], b[0]));
  };
  return { title: list.title, columns: list.columns, total: list.rows.length, unit: values("unit"), officer: values("officer") };
}

/** The first rows that have what is wanted. @param {any} list @param {Record<string, string | null>} wanted */
function filtered(list, wanted) {
  const tests = Object.entries(wanted)
    .filter(([, value]) => value !== null)
    .map(([id, value]) => [list.columns.findIndex((/** @type {any} */ column) => column[0] === id), value]);
  const rows = list.rows.filter((/** @type {any} */ row) => tests.every(([at, value]) => row[/** @type {number} */ (at)] === value));
  return { total: rows.length, rows: rows.slice(0, SHOWN) };
}

/** @param {{id: number, ask: string, asked: any}} question */
async function answer({ id, ask, asked }) {
  try {
    const answer = await QUESTIONS[ask](asked);
    const transfer = answer instanceof Uint8Array ? [answer.buffer] : [];
    postMessage({ id, answer }, { transfer });
  } catch (error) {
    // What the core refuses it says in words; anything else has stopped it for good.
    const refused = typeof error === "string";
    postMessage({ id, error: refused ? error : String(error), dead: !refused });
  }
}

/** Questions wait for the one before: some are asked while the core is still being unpacked. */
let last = Promise.resolve();
onmessage = ({ data }) => {
  last = last.then(() => answer(data));
};
