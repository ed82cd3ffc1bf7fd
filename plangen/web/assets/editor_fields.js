// The fields of the part that is open: what is typed is sent after a pause, and answered with what the
// program understood. What is not sent yet is never replaced by what comes from elsewhere.

import { byId, make, tell } from "./editor_page.js";
import { controlOf } from "./editor_controls.js";
import { foundCard, redraw } from "./editor_findings.js";

const PAUSE = 350;
const ROWS = { tasks: "要办的事", sentences: "分句", rows: "表格的行", departments: "科室", units: "单位", groups: "单位组" };
const ADDS = { task: "一件要办的事", department: "一个科室", unit: "一个单位", group: "一个单位组" };
const AGAIN = 2000;
const isDoubt = (words) => words.includes("；") || words.startsWith("名册里没有");
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export class Fields {
  constructor(desk, lead) {
    this.desk = desk;
    this.lead = lead;
    this.panel = byId("fields");
    this.controls = [];
    this.unsent = new Set();
    this.shape = "";
    desk.on("part", (opened, how) => this.show(opened, how));
    desk.on("state", () => this.showFindings());
    desk.holds.push(() => this.unsent.size > 0 || this.controls.some((control) => control.isDirty()));
    desk.flushes.push(() => Promise.all([...this.controls, ...this.unsent].map((control) => this.send(control))));
  }

  show(opened, how) {
    const part = this.desk.part;
    const shape = JSON.stringify([part.key, part.fields.map((field) => [field.name, field.kind])]);
    if (shape !== this.shape && part.light) {
      this.desk.select({ key: part.key }, { scroll: false });
      return;
    }
    if (shape === this.shape) part.fields.forEach((field, place) => this.update(this.controls[place], field));
    else this.draw(part, shape);
    this.head(part);
    this.showRows(part);
    if (opened && how.focus) this.focus(how.focus);
  }

  draw(part, shape) {
    for (const control of this.controls) if (control.isDirty()) this.unsent.add(control);
    this.shape = shape;
    this.rows = make("div", {});
    this.controls = part.fields.map((field) => this.control(part, field));
    const shown = this.controls.filter((control) => !control.field.more).map((control) => control.box);
    const more = this.controls.filter((control) => control.field.more).map((control) => control.box);
    this.top = make("header", { className: "part-head" });
    this.found = make("div", { "aria-live": "polite" });
    if (!shown.includes(this.rows)) shown.push(this.rows);
    const fold = more.length ? make("details", {}, make("summary", {}, `更多（${more.length} 项）`), ...more) : null;
    this.panel.replaceChildren(...[this.top, this.found, ...new Set(shown), fold].filter(Boolean));
    this.panel.scrollTop = 0;
    this.showFindings();
  }

  head(part) {
    const entry = this.desk.entryOf(part.key);
    const name = part.key === "plan" ? "标题和全文" : part.name || entry?.kindName || "";
    const kind = part.key === "plan" ? "方案" : entry?.kindName || "";
    this.top.replaceChildren(make("p", { className: "small" }, `${part.clause}　${kind}`.trim()), make("h2", {}, name.slice(0, 40)));
  }

  control(part, field) {
    const id = `field-${field.name.replace(/\W/g, "-") || "words"}`;
    const ask = (said) => this.desk.act("column", { key: control.part.key, name: field.name, ...said });
    const control = controlOf(field, part, id, () => this.typed(control), ask);
    control.field = field;
    control.part = { key: part.key, kind: part.kind };
    control.told = make("div", { id: `${id}-told` });
    const label = control.isGroup
      ? make("span", { className: "legend", id: `${id}-label` }, field.title)
      : make("label", { htmlFor: id }, field.title);
    const help = field.help ? make("p", { className: "help", id: `${id}-help` }, field.help) : null;
    const group = control.isGroup ? { role: "group", "aria-labelledby": `${id}-label` } : {};
    control.box = make("div", { className: "field", ...group }, label, control.element, this.under(field, control), control.told, help);
    if (control.isAway && ROWS[field.name.split(".").pop()]) control.box = this.rows;
    else if (control.isAway) control.box.hidden = !field.value && !control.isAlways;
    control.element.addEventListener("focusout", () => this.send(control));
    control.isDirty = () => !control.isAway && !same(control.get(), control.clean);
    control.clean = control.get();
    control.known = field.value;
    control.revision = this.desk.revision;
    this.tellUnderstood(control, field);
    return control;
  }

  // Below a text: part it where the cursor is.
  under(field, control) {
    const canSplit = ["text", "do"].includes(field.name) && this.desk.entryOf(this.desk.part.key)?.actions.includes("split");
    if (!canSplit) return null;
    const split = make("button", { type: "button", className: "quiet", hidden: true, onclick: () => this.desk.split() }, "从光标处拆成两条");
    control.element.addEventListener("keyup", () => show());
    control.element.addEventListener("click", () => show());
    const show = () => {
      const at = control.element.selectionStart;
      split.hidden = !(at > 0 && at < control.element.value.length);
    };
    return make("div", { className: "after-text" }, split);
  }

  update(control, field) {
    control.field = field;
    this.tellUnderstood(control, field);
    if (control.isDirty() || control.isSending) return;
    const focused = control.element.contains(document.activeElement);
    if (!focused || !same(field.value, control.known)) {
      const cursor = focused ? document.activeElement.selectionStart : null;
      if (!same(control.get(), field.value)) control.set(field.value);
      if (cursor !== null && focused && control.element.setSelectionRange) control.element.setSelectionRange(cursor, cursor);
      control.clean = control.get();
    }
    control.known = field.value;
    control.revision = this.desk.revision;
  }

  tellUnderstood(control, field) {
    if (control.trouble) return;
    const isPicked = field.kind === "people" && typeof field.value !== "string";
    const lines = field.understood.filter((words) => !isPicked || isDoubt(words)).map((words) => (isDoubt(words)
      ? make("p", { className: "told-of trouble" }, words)
      : make("p", { className: "told-of" }, make("b", {}, "读懂了："), words)));
    const buttons = field.proposals.map((proposal) =>
      make("button", { type: "button", onclick: () => this.desk.act("accept", { key: control.part.key, values: proposal.values }) }, proposal.words));
    control.told.replaceChildren(...lines, ...(buttons.length ? [make("div", { className: "propose" }, ...buttons)] : []));
  }

  typed(control) {
    clearTimeout(control.timer);
    control.timer = setTimeout(() => this.send(control), control.isGroup ? 0 : PAUSE);
  }

  // Send what was typed; what could not be sent stays, and is sent again or shown with the reason.
  async send(control) {
    clearTimeout(control.timer);
    if (control.isSending) {
      await control.isSending;
    }
    if (!control.isDirty()) {
      this.unsent.delete(control);
      return;
    }
    control.isSending = this.sent(control);
    await control.isSending;
    control.isSending = null;
  }

  async sent(control) {
    const value = control.get();
    const { key, kind } = control.part;
    const name = control.field.name;
    try {
      const said = { key, kind, name, value, was: control.known, revision: control.revision };
      const answer = await this.desk.change(said, (made) => this.rename(key, made));
      control.clean = value;
      control.revision = answer.revision;
      const field = answer.part?.fields.find((other) => other.name === name);
      control.known = field ? field.value : null;
      control.trouble = "";
      if (field) this.tellUnderstood(control, field);
      this.unsent.delete(control);
    } catch (trouble) {
      if (!trouble.status) {
        tell(trouble.message, "trouble");
        this.unsent.add(control);
        control.timer = setTimeout(() => this.send(control), AGAIN);
      } else {
        this.refuse(control, trouble);
      }
    }
  }

  // A part that got its id by its first words has another key now.
  rename(old, made) {
    if (old === made) return;
    for (const control of this.controls) if (control.part.key === old) control.part.key = made;
    this.shape = this.shape.replace(JSON.stringify(old), JSON.stringify(made));
  }

  refuse(control, trouble) {
    control.trouble = trouble.message;
    const words = make("p", { className: "told-of trouble", role: "alert" }, `${trouble.message}。`);
    if (!("theirs" in trouble.told)) {
      control.told.replaceChildren(words);
      return;
    }
    const theirs = trouble.told.theirs;
    const settle = (mine) => () => {
      control.trouble = "";
      control.known = theirs;
      control.revision = this.desk.revision;
      if (!mine) {
        control.set(theirs);
        control.clean = control.get();
      }
      control.told.replaceChildren();
      this.send(control);
    };
    const shown = typeof theirs === "string" ? theirs : theirs === null ? "（空着）" : "另外的写法";
    control.told.replaceChildren(words, make("p", { className: "told-of" }, `那边是：${shown}`),
      make("div", { className: "propose" },
        make("button", { type: "button", onclick: settle(true) }, "用我打的"),
        make("button", { type: "button", onclick: settle(false) }, "用那边的")));
    this.desk.refresh();
  }

  showFindings() {
    if (!this.desk.part || !this.found) return;
    const own = this.desk.state.findings.filter((finding) => finding.key === this.desk.part.key && !finding.isQuestion);
    const asked = this.desk.state.questions.filter((question) => question.key === this.desk.part.key);
    redraw(this.found, [
      ...asked.map((question) => make("div", { className: "found advice" }, make("b", {}, "待定"), question.text,
        make("div", { className: "actions" }, make("button", { type: "button", onclick: () => this.desk.act("answer", { number: question.number }) }, "定了")))),
      ...own.map((finding) => foundCard(this.desk, finding, this.lead))]);
  }

  // The parts that this one holds and that open by themselves: tasks, sentences.
  showRows(part) {
    const groups = Object.entries(ROWS).map(([list, title]) => {
      const rows = part.rows.filter((row) => row.list === list);
      if (!rows.length) return null;
      const open = (row) => () => this.desk.select({ key: row.key });
      const buttons = rows.map((row) => make("button", { type: "button", onclick: open(row) },
        make("span", {}, row.name), make("span", { className: "small" }, row.deadline)));
      return make("div", { className: "field" }, make("span", { className: "legend" }, title), make("div", { className: "inner-rows" }, ...buttons));
    });
    this.rows.replaceChildren(...groups.filter(Boolean));
    const entry = this.desk.entryOf(part.key);
    const added = (entry?.adds || []).filter((kind) => ADDS[kind]);
    const add = (kind) => async () => {
      const done = await this.desk.act("add", { key: part.key, kind, where: "into", words: "" });
      if (done) await this.desk.select({ key: done.key }, { focus: "text" });
    };
    if (added.length) this.rows.append(make("p", { className: "field actions" }, ...added.map((kind) => make("button", { type: "button", className: "link", onclick: add(kind) }, `＋ 添${ADDS[kind]}`))));
  }

  focus(name) {
    const runIn = name === "title" && this.controls.some((control) => control.field.name === "text" && control.field.value);
    const asked = this.controls.find((control) => control.field.name === (runIn ? "text" : name));
    const others = ["text", "do", "title", "name", ""].map((other) => this.controls.find((control) => control.field.name === other && !control.field.more));
    const control = [asked, ...others, this.controls[0]].find(Boolean);
    const fold = control?.box.closest("details");
    if (fold) fold.open = true;
    const inner = control?.isAway ? this.rows.querySelector("button") : control?.element.matches("input, textarea, select") ? control.element
      : control?.element.querySelector(".adder input") || control?.element.querySelector("input, textarea, select, button");
    inner?.focus();
    if (/^（待写）$|^新的/.test(inner?.value || "")) inner.select();
  }
}
