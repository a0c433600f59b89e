// @ts-check
// The core, which works in a worker: questions go there, answers come back.

class Core {
  constructor() {
    /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
    this.waiting = new Map();
    this.next = 0;
    this.total = 1;
    /** What those are told who wait for it when it ends. */
    this.ending = STOPPED;
    const url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    this.worker = new Worker(url);
    this.worker.onmessage = ({ data }) => this.heard(data);
    this.worker.onerror = (event) => this.died(event.message || "không chạy được bộ đọc");
    this.ready = this.ask("start", { core: at("core").textContent, now: nowInVietnam() });
    // Who asks something is told; this only keeps the browser from complaining twice.
    this.ready.catch(() => {});
  }

  /** Asks, and waits for the answer. @param {string} ask @param {any} [asked] @returns {Promise<any>} */
  ask(ask, asked = {}) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ask, asked });
    });
  }

  /** @param {{id?: number, answer?: any, error?: string, dead?: boolean, progress?: number}} data */
  heard({ id, answer, error, dead, progress }) {
    if (progress !== undefined) {
      at("progress-bar").value = Math.min(1, progress / this.total);
      return;
    }
    const waiting = this.waiting.get(/** @type {number} */ (id));
    this.waiting.delete(/** @type {number} */ (id));
    if (dead) this.died(error ?? "");
    if (error !== undefined) waiting?.reject(new Error(dead ? this.ending : error));
    else waiting?.resolve(answer);
  }

  /** What waits for an answer gets none any more. @param {string} why */
  died(why) {
    console.warn(why);
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Error(this.ending));
    this.waiting.clear();
    this.dead = true;
  }
}

const STOPPED =
  "Bộ đọc đã dừng giữa chừng: các tệp quá lớn so với bộ nhớ của trình duyệt. Hãy bỏ bớt tệp rồi đọc lại.";
const STOPPED_BY_USER = "Đã dừng theo yêu cầu.";

/** The present moment by Vietnam's clocks. */
function nowInVietnam() {
  const ahead = 7 * 60 * 60 * 1000;
  return new Date(Date.now() + ahead).toISOString().slice(0, 19);
}

/** Shows that something is being done until it is done. @template T @param {string} text @param {number} total @param {() => Promise<T>} work @returns {Promise<T>} */
async function busy(text, total, work) {
  at("progress").hidden = false;
  at("progress-text").textContent = text;
  at("progress-bar").removeAttribute("value");
  core.total = Math.max(1, total);
  document.body.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    at("progress").hidden = true;
    document.body.removeAttribute("aria-busy");
  }
}

let core = new Core();
