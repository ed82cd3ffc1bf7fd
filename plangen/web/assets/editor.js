// 方案: the screen put together. See editor_desk.js for how it talks with the program.

import { byId, isTyping, make, tabs, tell, timeOf } from "./editor_page.js";
import { Desk, get } from "./editor_desk.js";
import { Fields } from "./editor_fields.js";
import { Findings } from "./editor_findings.js";
import { Outline } from "./editor_outline.js";
import { Paper } from "./editor_paper.js";
import { Source } from "./editor_source.js";

const editor = byId("editor");
const desk = new Desk();
const paper = new Paper(desk);
const outline = new Outline(desk);
const source = new Source(desk);
const showSide = tabs(["fields", "findings", "questions"]);
const showView = tabs(["paper", "source"], (name) => (name === "source" ? source.show() : source.isShown && source.hide()));

desk.entryOf = (key) => outline.entries.get(key);
desk.split = () => outline.do("split");

async function lead(finding) {
  const printed = paper.rangeOf(finding) !== null;
  await desk.select({ key: finding.key }, { scroll: false, focus: printed ? false : finding.field });
  paper.lead(finding);
}

// A pane that covers the paper where there is little room.
function showPart(name, shown) {
  editor.classList.toggle(`with-${name}`, shown);
  byId(`show-${name}`).setAttribute("aria-expanded", String(shown));
}

// A part that is opened is shown before one of its fields is focused.
desk.on("part", (opened) => {
  if (!opened) return;
  showSide("fields");
  showPart("outline", false);
  showPart("side", true);
});
new Fields(desk, lead);
new Findings(desk, async (finding) => {
  await lead(finding);
  showSide("fields");
});
desk.on("saved", () => desk.showSaved());
desk.on("state", tellState);

function tellState() {
  desk.showSaved();
  const { current, hasPages, outline: tree, findings } = desk.state;
  const told = byId("not-current");
  const errors = findings.filter((finding) => finding.severity === "error").length;
  told.hidden = current || !hasPages;
  told.textContent = !tree
    ? "“源文件”里有一处写法不对，读不下去；版面还是上一次读得出来时的。改好那一处，版面就跟上。"
    : `有 ${errors} 处错误，版面还是出错之前的；照“检查”里说的改好，版面就跟上。`;
  if (desk.state.conflicts.length && !byId("clashes").open && !desk.putOff) askSides();
  if (!desk.state.conflicts.length) desk.putOff = false;
}

desk.on("saved", () => {
  if (desk.state?.conflicts.length && !byId("clashes").open && !desk.putOff) askSides();
});

// What both changed, side by side.
function askSides() {
  const conflicts = desk.state.conflicts;
  byId("clashes-list").replaceChildren(...conflicts.map((conflict, place) => {
    const side = (name, label, words) => make("label", {},
      make("b", {}, make("input", { type: "radio", name: `side-${place}`, value: name, required: true, checked: name === "mine" }), ` ${label}`), words || "（空着）");
    return make("fieldset", { className: "clash" }, make("legend", {}, conflict.place),
      make("p", { className: "small" }, conflict.base ? `原来：${conflict.base}` : "原来没有"),
      make("div", { className: "sides-two" }, side("mine", "我的", conflict.mine), side("theirs", "别人的", conflict.theirs)));
  }));
  const dialog = byId("clashes");
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", async () => {
    desk.putOff = true;
    if (dialog.returnValue !== "settle") return;
    const sides = conflicts.map((_, place) => dialog.querySelector(`[name=side-${place}]:checked`).value);
    await desk.act("resolve", { sides, key: desk.selected });
    desk.putOff = false;
    await desk.refresh();
  }, { once: true });
}

async function showStates() {
  await desk.flush();
  const told = await get("states").catch(() => ({ states: [] }));
  const restore = (state) => async () => {
    byId("states").close();
    if (await desk.act("restore", { name: state.name, key: desk.selected })) tell(`换回了 ${timeOf(state.saved)} 存下的一份；要反悔，按“撤销”。`);
  };
  const rows = told.states.map((state) => make("li", {}, timeOf(state.saved), make("button", { type: "button", onclick: restore(state) }, "换回这一份")));
  byId("states-list").replaceChildren(...(rows.length ? rows : [make("li", {}, "还没有：改一处，存一次，就有了。")]));
  byId("states").showModal();
}

async function step(action) {
  await desk.act(action, { key: desk.selected });
  if (desk.state.outline && !outline.entries.has(desk.selected)) await desk.select({ key: "plan" }, { scroll: false });
}

async function saveNow() {
  if (await desk.act("save", { key: desk.selected })) tell(desk.state.trouble || (desk.state.conflicts.length ? "" : `已保存 ${timeOf(desk.state.saved)}`));
}

byId("undo").addEventListener("click", () => step("undo"));
byId("redo").addEventListener("click", () => step("redo"));
byId("show-states").addEventListener("click", showStates);
byId("count-findings").addEventListener("click", () => showPane("findings"));
byId("count-questions").addEventListener("click", () => showPane("questions"));
byId("saved").addEventListener("click", () => desk.state?.conflicts.length && askSides());

function showPane(name) {
  showSide(name);
  showPart("side", true);
}

for (const name of ["outline", "side"]) {
  byId(`show-${name}`).addEventListener("click", () => {
    const shown = !editor.classList.contains(`with-${name}`);
    showPart(name, shown);
    if (shown) PANES[name === "outline" ? 0 : 2]()?.focus();
  });
}

// Keys

const PANES = [
  () => byId("outline").querySelector('[tabindex="0"]'),
  () => (byId("paper").hidden ? source.view?.contentDOM : byId("paper")),
  () => document.querySelector('.side-pane [role=tab][aria-selected="true"]'),
];

// Escape: from a pane that covers the paper to its button, else from the fields to the outline.
function leave(from) {
  const name = from.closest(".side-pane") ? "side" : from.closest(".outline-pane") ? "outline" : "";
  const button = name && byId(`show-${name}`);
  if (button && button.offsetParent) {
    showPart(name, false);
    button.focus();
  } else if (name === "side") byId("paper").hidden ? source.view?.focus() : PANES[0]()?.focus();
  else showPart("outline", false);
}

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "F6") {
    event.preventDefault();
    const panes = [...document.querySelectorAll(".pane")];
    const here = panes.indexOf(document.activeElement.closest(".pane"));
    const next = (here + (event.shiftKey ? -1 : 1) + panes.length) % panes.length;
    if (next === 0) showPart("outline", true);
    if (next === 2) showPart("side", true);
    PANES[next]()?.focus();
  } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    leave(event.target);
  } else if (command && key === "s") {
    event.preventDefault();
    saveNow();
  } else if (command && !event.altKey && (key === "z" || key === "y") && !isTyping(event.target)) {
    event.preventDefault();
    step(key === "y" || event.shiftKey ? "redo" : "undo");
  }
});

// Another screen reads the file: what is typed is in it before one goes there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.shiftKey || event.metaKey || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  await desk.act("save", { key: desk.selected });
  location.href = link.href;
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && desk.flush());
window.addEventListener("pagehide", () => desk.flush());
window.addEventListener("beforeunload", (event) => desk.isUnsafe && event.preventDefault());

async function begin() {
  await desk.refresh();
  const { line, column, part, asked: ask } = editor.dataset;
  if (desk.state?.outline) {
    const first = desk.state.outline.entries.find((entry) => entry.kind === "section");
    await desk.select(line ? { line, column, ask } : { key: part || first?.key || "plan", ask }, { focus: ask && "text", scroll: Boolean(line || part) });
    if (!desk.state.hasPages && !line && !part) showSide("findings");
    if (window.innerWidth <= 900) showPart("side", false);
  } else {
    tell("这份方案的源文件读不出来，先在“源文件”里改正。", "trouble");
    showView("source");
    showSide("findings");
  }
  editor.dataset.ready = "";
  desk.beat();
}

begin();
