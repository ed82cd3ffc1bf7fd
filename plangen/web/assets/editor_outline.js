// The outline: a tree for mouse, keyboard and screen reader, in which parts are added, moved, parted,
// joined and taken away.

import { byId, make, tell } from "./editor_page.js";

const FOLDED = ["register", "annex", "goal", "measure", "requirement", "text"];
const NAMES = {
  section: "部分", goal: "工作目标", measure: "工作措施", requirement: "工作要求", text: "正文（不派任务）",
  task: "任务", sentence: "分句", annex: "附件", department: "科室", unit: "单位", group: "单位组", role: "名单", row: "一行",
};

export class Outline {
  constructor(desk) {
    this.desk = desk;
    this.tree = byId("outline");
    this.find = byId("outline-find");
    this.open = new Map();
    this.drawn = new Map();
    this.entries = new Map();
    desk.on("state", () => this.draw());
    desk.on("part", (opened) => this.mark(opened));
    this.find.addEventListener("input", () => this.draw());
    this.tree.addEventListener("click", (event) => this.click(event));
    this.tree.addEventListener("keydown", (event) => this.key(event));
    for (const name of ["dragstart", "dragover", "dragleave", "drop", "dragend"]) {
      this.tree.addEventListener(name, (event) => this[name](event));
    }
    byId("outline-tools").addEventListener("click", (event) => {
      const tool = event.target.dataset.tool;
      if (tool) this.do(tool);
    });
    byId("add").addEventListener("click", () => this.menu(byId("add-list").hidden));
    byId("add-menu").addEventListener("keydown", (event) => this.menuKey(event));
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#add-menu")) this.menu(false);
    });
  }

  draw() {
    const outline = this.desk.state.outline;
    this.entries.clear();
    this.asked = new Set(this.desk.state.questions.map((question) => question.key));
    const rows = [];
    if (outline) {
      this.enter(outline, null);
      const wanted = this.find.value.trim();
      this.addRows(outline, 1, rows, wanted, true);
      for (const entry of outline.entries) this.addRows(entry, 1, rows, wanted, false);
    }
    const hadFocus = this.tree.contains(document.activeElement);
    const scroll = this.tree.scrollTop;
    this.tree.replaceChildren(...rows);
    this.tree.scrollTop = scroll;
    this.mark(false);
    if (hadFocus) this.rowOf(this.desk.selected)?.focus({ preventScroll: true });
  }

  enter(entry, parent) {
    this.entries.set(entry.key, { ...entry, parent });
    for (const inner of entry.entries) this.enter(inner, entry.key);
  }

  addRows(entry, level, rows, wanted, alone) {
    const inner = alone ? [] : entry.entries;
    const isOpen = wanted ? true : this.open.get(entry.key) ?? !FOLDED.includes(entry.kind);
    const at = rows.length;
    if (isOpen) for (const child of inner) this.addRows(child, level + 1, rows, wanted, false);
    const fits = !wanted || `${entry.number}${entry.title}`.includes(wanted) || rows.length > at;
    if (fits) rows.splice(at, 0, this.kept(entry, level, inner.length > 0, isOpen, alone));
  }

  // A row that would say the same stays the element that it is, for whoever is about to click it.
  kept(entry, level, holds, isOpen, alone) {
    const own = { ...entry, entries: [], asked: this.asked.has(entry.key) };
    const says = JSON.stringify([own, level, holds, isOpen, alone && this.desk.state.findings.length]);
    if (this.drawn.get(entry.key)?.says !== says) this.drawn.set(entry.key, { says, row: this.row(entry, level, holds, isOpen, alone) });
    return this.drawn.get(entry.key).row;
  }

  row(entry, level, holds, isOpen, alone) {
    const title = alone ? "标题和全文" : entry.title;
    const numeral = entry.kind === "issue" ? "通知" : entry.number;
    const row = make("div", {
      className: `row l${Math.min(level, 6)}`, role: "treeitem", tabIndex: -1, "aria-level": level,
      "aria-expanded": holds ? String(isOpen) : undefined, title: `${entry.clause} ${entry.title}`.trim(),
      draggable: entry.actions.includes("move"),
    });
    row.dataset.key = entry.key;
    const twist = make("span", { className: "twist", "aria-hidden": "true" }, holds ? (isOpen ? "▾" : "▸") : "");
    const marks = make("span", { className: "marks" });
    if (this.asked.has(entry.key)) marks.append(make("span", { className: "mark question", title: "有待定的" }, "待定"));
    const findings = alone ? this.desk.state.findings.filter((finding) => finding.key === "plan").length : entry.findings;
    if (findings) marks.append(make("span", { className: "mark", title: `检查出 ${findings} 处` }, String(findings)));
    row.append(twist, numeral ? make("span", { className: "numeral" }, numeral) : "", make("span", { className: "words" }, title), marks);
    return row;
  }

  rowOf(key) {
    return [...this.tree.children].find((row) => row.dataset.key === key);
  }

  mark(opened) {
    let key = this.desk.selected;
    if (opened) this.unfold(key);
    while (key && !this.rowOf(key)) key = this.entries.get(key)?.parent;
    for (const row of this.tree.children) {
      const chosen = row.dataset.key === key;
      row.setAttribute("aria-selected", String(chosen));
      row.tabIndex = chosen ? 0 : -1;
      if (chosen && opened) row.scrollIntoView({ block: "nearest" });
    }
    if (!key && this.tree.firstChild) this.tree.firstChild.tabIndex = 0;
    const actions = this.entries.get(this.desk.selected)?.actions || [];
    const can = { up: "move", down: "move", split: "split", merge: "merge", delete: "delete" };
    for (const button of byId("outline-tools").querySelectorAll("[data-tool]")) {
      button.disabled = !actions.includes(can[button.dataset.tool]);
    }
  }

  unfold(key) {
    let parent = this.entries.get(key)?.parent;
    let changed = false;
    while (parent) {
      const entry = this.entries.get(parent);
      if (!(this.open.get(parent) ?? !FOLDED.includes(entry.kind))) {
        this.open.set(parent, true);
        changed = true;
      }
      parent = entry.parent;
    }
    if (changed) this.draw();
  }

  fold(key, isOpen) {
    this.open.set(key, isOpen);
    this.draw();
    this.rowOf(key)?.focus();
  }

  click(event) {
    const row = event.target.closest(".row");
    if (!row) return;
    if (event.target.classList.contains("twist") && row.hasAttribute("aria-expanded")) {
      this.fold(row.dataset.key, row.getAttribute("aria-expanded") !== "true");
    } else {
      row.focus();
      this.desk.select({ key: row.dataset.key });
    }
  }

  key(event) {
    const row = event.target.closest(".row");
    if (!row) return;
    const key = row.dataset.key;
    const isOpen = row.getAttribute("aria-expanded");
    const go = (other) => {
      if (!other) return;
      other.focus();
      this.desk.select({ key: other.dataset.key });
    };
    const steps = {
      ArrowUp: () => (event.altKey ? this.do("up") : go(row.previousElementSibling)),
      ArrowDown: () => (event.altKey ? this.do("down") : go(row.nextElementSibling)),
      ArrowLeft: () => {
        if (event.altKey) this.do("out");
        else if (isOpen === "true") this.fold(key, false);
        else go(this.rowOf(this.entries.get(key).parent));
      },
      ArrowRight: () => {
        if (event.altKey) this.do("in");
        else if (isOpen === "false") this.fold(key, true);
        else if (isOpen === "true") go(row.nextElementSibling);
      },
      Home: () => go(this.tree.firstElementChild),
      End: () => go(this.tree.lastElementChild),
      Enter: () => this.desk.select({ key }, { focus: "text" }),
      Delete: () => this.do("delete"),
    };
    if (!steps[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    steps[event.key]();
  }

  // Buttons and keys

  async do(tool) {
    const key = this.desk.selected;
    const entry = this.entries.get(key);
    if (!entry) return;
    const { kind, parent } = entry;
    const beside = (this.entries.get(parent)?.entries || []).map((other) => other.key);
    const before = beside[beside.indexOf(key) - 1];
    const after = beside[beside.indexOf(key) + 1];
    if (tool === "up" && before) await this.move(key, before, "before");
    else if (tool === "down" && after) await this.move(key, after, "after");
    else if (tool === "out" && parent) await this.move(key, parent, "after");
    else if (tool === "in" && before) await this.move(key, before, "into");
    else if (tool === "merge") await this.desk.act("merge", { key });
    else if (tool === "split") this.split(key);
    else if (tool === "delete") await this.remove(key, entry.title || NAMES[kind]);
    else tell(tool === "up" ? "已经是第一条" : tool === "down" ? "已经是最后一条" : "这里不能再移");
  }

  async move(key, to, where) {
    const done = await this.desk.act("move", { key, to, where });
    if (done) this.mark(true);
  }

  split(key) {
    const field = document.querySelector('#fields textarea[data-name="text"], #fields [data-name="do"]');
    const at = field ? [...field.value.slice(0, field.selectionStart)].length : 0;
    if (!field || !at || field.selectionStart === field.value.length) {
      tell("先在右边的正文里点一下要拆开的地方，再按“拆开”。");
      field?.focus();
    } else {
      this.desk.act("split", { key, at });
    }
  }

  async remove(key, title) {
    await this.desk.flush();
    const asked = await fetch(`${byId("editor").dataset.address}/references?${new URLSearchParams({ key })}`)
      .then((answer) => answer.json()).catch(() => ({}));
    const references = asked.references || [];
    if (!references.length) {
      await this.takeOut(key, title, false);
      return;
    }
    byId("removing-title").textContent = `删去“${title}”`;
    byId("removing-list").replaceChildren(...references.map((other) => make("li", {}, `${other.clause} ${other.name}`.trim())));
    const dialog = byId("removing");
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      if (dialog.returnValue) this.takeOut(key, title, dialog.returnValue === "forget");
    }, { once: true });
  }

  async takeOut(key, title, forget) {
    const done = await this.desk.act("delete", { key, forget });
    if (done && !done.told.length) tell(`删去了“${title}”，可以撤销。`);
    this.rowOf(this.desk.selected)?.focus();
  }

  // Adding

  menu(opens) {
    const list = byId("add-list");
    if (opens) {
      const entry = this.entries.get(this.desk.selected);
      const parent = this.entries.get(entry?.parent);
      const beside = entry?.actions.includes("add-after") ? [...new Set([entry.kind, ...(parent?.adds || [])])] : [];
      const inside = entry?.adds || [];
      list.replaceChildren(...this.group("在它后面", beside, "after"), ...this.group("在它里面", inside, "into"));
      if (!list.children.length) list.append(make("span", { className: "small" }, "这里不能添；先在提纲里选一条"));
    }
    list.hidden = !opens;
    byId("add").setAttribute("aria-expanded", String(opens));
    if (opens) list.querySelector("button")?.focus();
  }

  group(label, kinds, where) {
    if (!kinds.length) return [];
    const add = (kind) => async () => {
      this.menu(false);
      const done = await this.desk.act("add", { key: this.desk.selected, kind, where, words: "" });
      if (done) await this.desk.select({ key: done.key }, { focus: "text" });
    };
    return [
      make("span", { className: "small" }, label),
      ...kinds.map((kind) => make("button", { type: "button", role: "menuitem", onclick: add(kind) }, NAMES[kind] || kind)),
    ];
  }

  menuKey(event) {
    const buttons = [...byId("add-list").querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.menu(false);
      byId("add").focus();
    } else if (step && buttons.length) {
      event.preventDefault();
      const place = buttons.indexOf(document.activeElement);
      buttons[(place + step + buttons.length) % buttons.length].focus();
    }
  }

  // Dragging

  dragstart(event) {
    this.dragged = event.target.closest(".row")?.dataset.key;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    this.rowOf(this.dragged)?.classList.add("dragged");
  }

  dragover(event) {
    const row = event.target.closest(".row");
    if (!row || !this.dragged || row.dataset.key === this.dragged) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    const takes = this.entries.get(row.dataset.key).adds.includes(this.entries.get(this.dragged).kind);
    this.where = takes && share > 0.25 && share < 0.75 ? "into" : share < 0.5 ? "before" : "after";
    this.clearDrop();
    row.classList.add(`drop-${this.where}`);
  }

  dragleave(event) {
    if (!this.tree.contains(event.relatedTarget)) this.clearDrop();
  }

  clearDrop() {
    for (const row of this.tree.children) row.classList.remove("drop-before", "drop-after", "drop-into");
  }

  async drop(event) {
    event.preventDefault();
    const row = event.target.closest(".row");
    const key = this.dragged;
    this.dragend();
    if (!row || !key || row.dataset.key === key) return;
    this.desk.selected = key;
    await this.move(key, row.dataset.key, this.where);
    await this.desk.select({ key: this.desk.selected });
  }

  dragend() {
    this.clearDrop();
    this.rowOf(this.dragged)?.classList.remove("dragged");
    this.dragged = null;
  }
}
