// What is found, each with its words on the paper, its mend, or a waiver; what is still to be decided.

import { byId, make } from "./editor_page.js";

export function foundCard(desk, finding, lead, where = false) {
  const actions = make("div", { className: "actions" });
  if (finding.mend !== null) {
    const words = finding.mend ? `改成“${finding.mend.length > 12 ? `${finding.mend.slice(0, 12)}…` : finding.mend}”` : "删去这几个字";
    actions.append(make("button", { type: "button", onclick: () => desk.act("mend", { number: finding.number }) }, words));
  }
  const card = make("div", { className: `found ${finding.severity}` });
  card.dataset.about = aboutOf(finding);
  for (const asked of finding.mend === null && !finding.kinds.length ? finding.asks : []) {
    const open = () => desk.select({ key: asked.key }, { focus: asked.field });
    actions.append(make("button", { type: "button", onclick: open }, `填“${asked.title}”`));
  }
  if (finding.meant) actions.append(make("button", { type: "button", onclick: () => desk.act("correct", { number: finding.number }) }, `改成“${finding.meant}”`));
  if (finding.kinds.length) actions.append(...registering(desk, card, finding));
  const head = where ? make("button", { type: "button", className: "where", onclick: () => lead(finding) }, finding.item || "去看") : null;
  if (!where && finding.words) actions.append(make("button", { type: "button", className: "link", onclick: () => lead(finding) }, "在哪里"));
  if (finding.waivable) {
    actions.append(make("button", { type: "button", className: "link", onclick: () => waiver(desk, card) }, "原文如此，豁免…"));
  }
  card.append(...[head, make("p", {}, make("b", {}, finding.label), finding.message),
    finding.hint && finding.mend === null ? make("p", { className: "small" }, finding.hint) : null, actions].filter(Boolean));
  return card;
}

// Who is not registered: entered as the likeliest kind at once, or in a form as something else.
function registering(desk, card, finding) {
  return [
    make("button", { type: "button", onclick: () => desk.act("register", { number: finding.number }) }, `登记为${finding.kinds[0].name}`),
    make("button", { type: "button", className: "link", onclick: () => entry(desk, card, finding) }, "填全称再登记…"),
  ];
}

function entry(desk, card, finding) {
  const { groups } = desk.state;
  const option = ({ value, name }) => make("option", { value }, name);
  const name = make("input", { type: "text", required: true, value: finding.words });
  const kind = make("select", {}, ...finding.kinds.map(option));
  const group = make("select", {}, make("option", { value: "" }, "（不归入）"), ...groups.map(option));
  const joins = make("label", {}, "归入单位组", group);
  const show = () => { joins.hidden = kind.value !== "unit" || !groups.length; };
  kind.addEventListener("change", show);
  show();
  ask(desk, card, "register", () => ({ name: name.value, kind: kind.value, group: joins.hidden ? "" : group.value }),
    make("label", {}, "全称", name), make("label", {}, "登记为", kind), joins,
    make("p", { className: "small" }, `全称和“${finding.words}”不同的，“${finding.words}”记作它的简称；已经登记过的单位，也只添这个简称。`),
    make("button", {}, "登记"));
}

function waiver(desk, card) {
  const input = make("input", { type: "text", required: true, "aria-label": "理由", placeholder: "理由，如：上级文件原文如此" });
  ask(desk, card, "waive", () => ({ reason: input.value }), input, make("button", {}, "豁免"));
}

// A form in a finding's card. What is typed stays until it is done, with the reason where it is refused.
function ask(desk, card, action, said, ...fields) {
  card.querySelector("form")?.remove();
  const form = make("form", { className: action }, ...fields);
  form.dataset.about = card.dataset.about;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const now = desk.state.findings.find((other) => aboutOf(other) === form.dataset.about);
    form.querySelector(".fault")?.remove();
    if (!now || (await desk.act(action, { number: now.number, ...said() }))) {
      form.remove();
      desk.emit("state");
    } else {
      form.append(make("p", { className: "fault", role: "alert" }, `${desk.refused}。`));
    }
  });
  card.append(form);
  form.querySelector("input").focus();
}

// Draw the cards of a panel anew; a form that somebody is filling in goes on in its card.
export function redraw(panel, children) {
  const scroll = panel.scrollTop;
  const form = panel.querySelector("form");
  const focused = form?.contains(document.activeElement) ? document.activeElement : null;
  panel.replaceChildren(...children);
  const card = form && [...panel.querySelectorAll(".found")].find((other) => other.dataset.about === form.dataset.about);
  card?.append(form);
  focused?.focus();
  panel.scrollTop = scroll;
}

const aboutOf = (finding) => JSON.stringify([finding.key, finding.field, finding.message]);

export class Findings {
  constructor(desk, lead) {
    this.desk = desk;
    this.lead = lead;
    desk.on("state", () => this.show());
  }

  show() {
    const { findings, questions } = this.desk.state;
    const found = findings.filter((finding) => !finding.isQuestion);
    byId("findings-count").textContent = found.length || "";
    byId("questions-count").textContent = questions.length || "";
    const cards = found.map((finding) => foundCard(this.desk, finding, this.lead, true));
    redraw(byId("findings"), cards.length ? cards : [teach("没有发现问题", "边写边检查：发现什么，这里就列出来，纸上也画出波浪线。")]);
    const rows = questions.map((question) => this.question(question));
    byId("questions").replaceChildren(...(rows.length ? rows : [teach("没有待定的了", "起草时拿不定的，这里列成单子，一条一条定。")]));
    this.count(found, questions);
  }

  question(question) {
    const open = () => this.desk.select({ key: question.key }, { focus: "text" });
    return make("div", { className: "question-row" },
      make("p", {}, question.text),
      make("p", { className: "small" }, `${question.clause} ${question.name}`.trim()),
      make("div", { className: "actions" },
        make("button", { type: "button", onclick: open }, "去改"),
        make("button", { type: "button", title: "照现在写的；从单子上划去", onclick: () => this.desk.act("answer", { number: question.number }) }, "定了")));
  }

  count(found, questions) {
    const counts = new Map();
    for (const label of ["错误", "提醒", "建议"]) if (found.some((finding) => finding.label === label)) counts.set(label, 0);
    for (const finding of found) counts.set(finding.label, counts.get(finding.label) + 1);
    const told = byId("count-findings");
    told.textContent = found.length ? [...counts].map(([label, number]) => `${number} 处${label}`).join("、") : "没有发现问题";
    told.classList.toggle("red", counts.has("错误"));
    told.classList.toggle("amber", counts.has("提醒") && !counts.has("错误"));
    byId("count-questions").textContent = questions.length ? `印发前还有 ${questions.length} 处待定` : "没有待定的";
  }
}

function teach(headline, words) {
  return make("div", { className: "teach" }, make("strong", {}, headline), make("span", {}, words));
}
