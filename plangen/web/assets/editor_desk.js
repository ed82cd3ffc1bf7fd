// The plan as this window knows it, and its talk with the program: one edit after another, each with
// the revision that it was made for; answers that come late are dropped.

import { byId, tell, timeOf } from "./editor_page.js";

const address = byId("editor").dataset.address;
const PULSE = 1500;
const AGAIN = 2000;
// A browser sends some 64 KB to the end for a window that is closed meanwhile; a character is three bytes.
const MOST_TO_THE_END = 20000;

export class Trouble extends Error {
  constructor(status, told) {
    super(told.trouble || "这一步没有做成");
    this.status = status;
    this.told = told;
  }
}

let isCut = false; // whether the program did not answer when it was last asked

async function answered(request) {
  let answer;
  try {
    answer = await request;
    isCut = false;
  } catch {
    isCut = true;
    throw new Trouble(0, { trouble: "连不上工作台；打的字还在这里，连上了就存" });
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Trouble(answer.status, told);
  return told;
}

export function get(name, asked = {}) {
  return answered(fetch(`${address}/${name}?${new URLSearchParams(asked)}`));
}

export function post(name, said) {
  const body = JSON.stringify(said);
  const keepalive = body.length < MOST_TO_THE_END;
  const headers = { "Content-Type": "application/json" };
  return answered(fetch(`${address}/${name}`, { method: "POST", headers, body, keepalive }));
}

export class Desk {
  constructor() {
    this.state = null;
    this.part = null;
    this.selected = "plan";
    this.pages = [];
    this.pagesRevision = -1;
    this.listeners = {};
    this.queue = Promise.resolve();
    this.waiting = 0;
    this.flushes = [];
    this.holds = []; // each tells whether something typed has not reached the program
  }

  // Whether something would be lost with this window: it cannot be sent, or cannot be written.
  get isUnsafe() {
    return Boolean(this.state?.trouble) || (isCut && this.holds.some((holds) => holds()));
  }

  on(name, listener) {
    (this.listeners[name] ||= []).push(listener);
  }

  emit(name, ...values) {
    for (const listener of this.listeners[name] || []) listener(...values);
  }

  get revision() {
    return this.state ? this.state.revision : -1;
  }

  // Requests wait for each other, so that each is made for what the one before it left.
  inTurn(work) {
    const done = this.queue.then(work);
    this.queue = done.catch(() => {});
    return done;
  }

  edit(work) {
    this.waiting += 1;
    this.emit("saved");
    return this.inTurn(work).finally(() => {
      this.waiting -= 1;
      this.emit("saved");
    });
  }

  // Send what is typed and not sent yet; every field and the text have a part in it.
  flush() {
    return Promise.all(this.flushes.map((flush) => flush()));
  }

  // An edit that a button asks for; what is typed goes first. Null where it could not be done.
  async act(action, said = {}) {
    await this.flush();
    try {
      return await this.edit(async () => {
        const answer = await post("act", { action, revision: this.revision, ...said });
        this.take(answer);
        if (answer.told.length) tell(answer.told.join("\n"));
        return answer;
      });
    } catch (trouble) {
      this.refused = trouble.message;
      tell(trouble.message, "trouble");
      if (trouble.status === 409) await this.refresh();
      return null;
    }
  }

  // A value typed into a field, made for the revision that the field knows.
  change(said, renamed) {
    return this.edit(async () => {
      const answer = await post("act", { action: "change", ...said });
      renamed(answer.key);
      this.take(answer, said.key);
      return answer;
    });
  }

  take(answer, key = this.selected) {
    if (answer.revision < this.revision) return;
    this.state = answer;
    if (answer.part && key === this.selected) {
      this.selected = answer.key;
      this.part = answer.part;
    }
    this.emit("state");
    if (this.part) this.emit("part", false);
    this.showPages();
  }

  // While one answer is awaited no second is asked for; the pages are busy until none is.
  async showPages() {
    const pages = byId("pages");
    this.pagesAreOld = true;
    if (this.asksForPages) return;
    this.asksForPages = true;
    pages.setAttribute("aria-busy", "true");
    while (this.pagesAreOld) {
      this.pagesAreOld = false;
      await this.askForPages();
    }
    this.asksForPages = false;
    pages.setAttribute("aria-busy", "false");
  }

  // The pages that differ.
  async askForPages() {
    try {
      const answer = await post("pages", { have: this.pages });
      if (answer.revision >= this.pagesRevision) {
        this.pagesRevision = answer.revision;
        this.pages = answer.pages.map((page) => page.digest);
        this.emit("pages", answer.pages);
      }
    } catch (trouble) {
      if (trouble.status) tell(trouble.message, "trouble");
      else setTimeout(() => this.showPages(), AGAIN);
    }
  }

  // Open a part by its key, by a place of the pages, or by a line; the last wish holds.
  async select(asked, { focus = false, scroll = true } = {}) {
    this.wish = (this.wish || 0) + 1;
    const wish = this.wish;
    await this.flush();
    await this.inTurn(async () => {
      if (wish !== this.wish) return;
      const part = await get("part", asked).catch(async (trouble) => {
        tell(trouble.message, "trouble");
        return trouble.status === 409 ? get("part", { key: "plan" }) : this.part;
      });
      if (wish !== this.wish) return;
      this.selected = part.key;
      this.part = part;
      this.emit("part", true, { focus: focus ? part.field || focus : false, scroll });
    });
  }

  refresh() {
    return this.inTurn(async () => {
      try {
        const state = await get("state");
        this.state = state;
        const opened = state.outline && (await get("part", { key: this.selected }).catch(() => get("part", { key: "plan" })));
        if (opened) {
          this.selected = opened.key;
          this.part = opened;
        }
        this.emit("state");
        if (opened) this.emit("part", false);
      } catch (trouble) {
        tell(trouble.message, "trouble");
      }
      this.showPages();
    });
  }

  async beat() {
    if (document.visibilityState === "visible" && !this.waiting) {
      const pulse = await get("pulse").catch(() => null);
      // An answer from before an edit would take the revision back.
      if (pulse && !this.waiting && pulse.revision >= this.revision) {
        const merged = this.state && pulse.merges > this.state.merges;
        if (pulse.revision > this.revision) await this.refresh();
        else Object.assign(this.state, pulse);
        if (merged) tell("文件在别处改过，已经合进来了。");
        this.emit("saved");
      }
    }
    setTimeout(() => this.beat(), PULSE);
  }

  showSaved() {
    const state = this.state;
    if (!state) return;
    const [light, words] =
      state.trouble ? ["red", `还没有存上：${state.trouble}`]
      : this.isUnsafe ? ["red", "还没有存上：连不上工作台"]
      : state.conflicts.length ? ["yellow", `${state.conflicts.length} 处两边写得不同，定了再存`]
      : this.waiting || state.dirty ? ["blue", "正在存……"]
      : ["green", `已保存 ${timeOf(state.saved)}`];
    byId("saved-light").className = `light ${light}`;
    if (byId("saved-words").textContent !== words) byId("saved-words").textContent = words;
    byId("undo").disabled = !state.undo;
    byId("redo").disabled = !state.redo;
  }
}
