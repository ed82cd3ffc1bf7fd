// What is found, each with its words on the paper, its mend, or a waiver; what is still to be decided.

import { byId, make } from "./editor_page.js";

export function foundCard(desk, finding, lead, where = false) {
  const actions = make("div", { className: "actions" });
  if (finding.mend !== null) {
    const words = finding.mend ? `改成“${finding.mend.length > 12 ? `${finding.mend.slice(0, 12)}…` : finding.mend}”` : "删去这几个字";
    actions.append(make("button", { type: "button", onclick: () => desk.act("mend", { number: finding.number }) }, words));
  }
  const card = make("div", { className: `found ${finding.severity}` });
  for (const asked of finding.mend === null && !finding.kinds.length ? finding.asks : []) {
    const open = () => desk.select({ key: asked.key }, { focus: asked.field });
    actions.append(make("button", { type: "button", onclick: open }, `填“${asked.title}”`));
  }
  if (finding.kinds.length) actions.append(...registering(desk, card, finding));
  const head = where ? make("button", { type: "button", className: "where", onclick: () => lead(finding) }, finding.item || "去看") : null;
  if (!where && finding.words) actions.append(make("button", { type: "button", className: "link", onclick: () => lead(finding) }, "在哪里"));
  if (finding.waivable) {
    actions.append(make("button", { type: "button", className: "link", onclick: () => waiver(desk, card, finding) }, "原文如此，豁免…"));
  }
  card.append(...[head, make("p", {}, make("b", {}, finding.label), finding.message),
    finding.hint && finding.mend === null ? make("p", { className: "small" }, finding.hint) : null, actions].filter(Boolean));
  return card;
}

// Who is not registered: entered as the likeliest kind at once, or in a form as something else.
function registering(desk, card, finding) {
  const enter = (said = {}) => desk.act("register", { number: finding.number, ...said });
  return [
    make("button", { type: "button", onclick: () => enter() }, `登记为${finding.kinds[0].name}`),
    make("button", { type: "button", className: "link", onclick: () => entry(card, finding, desk.state.groups, enter) }, "填全称再登记…"),
  ];
}

function entry(card, finding, groups, enter) {
  card.querySelector("form")?.remove();
  const option = ({ value, name }) => make("option", { value }, name);
  const name = make("input", { type: "text", required: true, value: finding.words });
  const kind = make("select", {}, ...finding.kinds.map(option));
  const group = make("select", {}, make("option", { value: "" }, "（不归入）"), ...groups.map(option));
  const joins = make("label", {}, "归入单位组", group);
  const show = () => { joins.hidden = kind.value !== "unit" || !groups.length; };
  kind.addEventListener("change", show);
  show();
  const form = make("form", { className: "entry" },
    make("label", {}, "全称", name), make("label", {}, "登记为", kind), joins,
    make("p", { className: "small" }, `全称和“${finding.words}”不同的，“${finding.words}”记作它的简称；已经登记过的单位，也只添这个简称。`),
    make("button", {}, "登记"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter({ name: name.value, kind: kind.value, group: joins.hidden ? "" : group.value });
  });
  card.append(form);
  name.focus();
}

function waiver(desk, card, finding) {
  card.querySelector("form")?.remove();
  const input = make("input", { type: "text", required: true, "aria-label": "理由", placeholder: "理由，如：上级文件原文如此" });
  const form = make("form", {}, input, make("button", {}, "豁免"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    desk.act("waive", { number: finding.number, reason: input.value });
  });
  card.append(form);
  input.focus();
}

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
    keepTyped(byId("findings"), cards.length ? cards : [teach("没有发现问题", "边写边检查：发现什么，这里就列出来，纸上也画出波浪线。")]);
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

// A list drawn anew loses no reason that somebody is typing.
function keepTyped(panel, children) {
  const scroll = panel.scrollTop;
  if (panel.querySelector("form input:focus")) return;
  panel.replaceChildren(...children);
  panel.scrollTop = scroll;
}

function teach(headline, words) {
  return make("div", { className: "teach" }, make("strong", {}, headline), make("span", {}, words));
}
