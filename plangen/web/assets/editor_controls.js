// How a value of each kind is shown and typed. Every control has `element`, `get`, `set`, and says by
// `isGroup` whether it is several fields under one heading.

import { make } from "./editor_page.js";

export function controlOf(field, part, id, typed, ask) {
  if (part.kind === "row") return cells(field, id, typed);
  if (field.kind === "columns") return columns(field, id, ask);
  const opens = part.kind === "register" || ["tasks", "sentences", "table.rows"].includes(field.name);
  if (field.kind === "records" && opens) return away("在下面逐条打开来改。");
  const kinds = { people, records, words, choice, "yes-no": yesNo, own };
  const maker = kinds[field.kind] || line;
  return maker(field, id, typed);
}

function described(field, id) {
  return { id, "aria-describedby": field.help ? `${id}-told ${id}-help` : `${id}-told`, "aria-required": field.required || undefined };
}

// A text of any length: the box grows with it.
function line(field, id, typed) {
  const isDate = field.kind === "date" && /^(\d{4}-\d\d-\d\d)?$/.test(field.value ?? "");
  const isLong = !isDate && field.kind !== "number";
  const element = isLong
    ? make("textarea", { ...described(field, id), rows: 1, placeholder: placeholder(field) })
    : make("input", { ...described(field, id), type: isDate ? "date" : "text", inputMode: field.kind === "number" ? "decimal" : undefined });
  element.dataset.name = field.name;
  element.addEventListener("input", typed);
  if (isLong && !["paragraphs", "lines"].includes(field.kind)) {
    element.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) event.preventDefault(); });
  }
  if (field.kind === "paragraphs") element.addEventListener("paste", pasteParagraphs);
  const control = { element, get: () => element.value || null, set: (value) => { element.value = value ?? ""; grow(); } };
  const grow = () => {
    if (!isLong || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  };
  element.addEventListener("input", grow);
  control.set(field.value);
  return control;
}

// In Word, WPS and web pages a paragraph ends with one line break; here an empty line parts two.
function pasteParagraphs(event) {
  const words = event.clipboardData.getData("text/plain");
  if (!/<p[\s>]/i.test(event.clipboardData.getData("text/html"))) return;
  event.preventDefault();
  document.execCommand("insertText", false, words.trim().split(/\s*[\r\n]+\s*/).join("\n\n"));
}

const placeholder = (field) => (field.example ? `如：${field.example}` : "");

function choice(field, id, typed) {
  const element = make("select", described(field, id));
  if (!field.required || field.value === null) element.append(make("option", { value: "" }, "（没有写）"));
  for (const { value, name, help } of field.choices) element.append(make("option", { value, title: help }, name));
  element.addEventListener("change", typed);
  const set = (value) => {
    if (value && ![...element.options].some((option) => option.value === value)) element.append(make("option", { value }, value));
    element.value = value ?? "";
  };
  set(field.value);
  return { element, get: () => element.value || null, set };
}

function yesNo(field, id, typed) {
  const element = make("select", described(field, id), ...[["", "（没有写）"], ["yes", "是"], ["no", "否"]].map(([value, name]) => make("option", { value }, name)));
  element.addEventListener("change", typed);
  const set = (value) => { element.value = value === true ? "yes" : value === false ? "no" : ""; };
  set(field.value);
  return { element, get: () => ({ yes: true, no: false })[element.value] ?? null, set };
}

// What is not typed here.
function away(words) {
  return { element: make("p", { className: "small" }, words), isGroup: true, isAway: true, get: () => null, set: () => {} };
}

// A value that is drawn anew with each change.
function drawn(draw, typed, first) {
  const element = make("div", {});
  let value = structuredClone(first ?? null);
  const redraw = () => element.replaceChildren(...draw(value, change));
  const change = (made) => {
    value = made;
    redraw();
    typed();
  };
  redraw();
  return { element, isGroup: true, get: () => value, set: (made) => { value = structuredClone(made ?? null); redraw(); } };
}

const nameIn = (choices, word) => choices.find((choice) => choice.value === word)?.name || word;
const valueIn = (choices, words) => choices.find((choice) => choice.name === words || choice.value === words)?.value || words;

function chip(label, words, remove) {
  return make("span", { className: "chip one" },
    label ? make("span", { className: "soft" }, label) : "", words,
    make("button", { type: "button", "aria-label": `去掉${words}`, onclick: remove }, "×"));
}

// A box in which a name is typed or picked; `chosen` is told the value.
function picker(id, label, choices, chosen) {
  const input = make("input", { type: "text", "aria-label": label, list: choices.length ? `${id}-list` : undefined, placeholder: choices.length ? "打几个字来找" : "", autocomplete: "off" });
  const take = () => {
    const words = input.value.trim();
    if (!words) return;
    input.value = "";
    chosen(valueIn(choices, words));
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      take();
    }
  });
  input.addEventListener("input", () => {
    if (choices.some((choice) => choice.name === input.value)) take();
  });
  const list = make("datalist", { id: `${id}-list` }, ...choices.map((choice) => make("option", { value: choice.name }, choice.help)));
  return [input, list, make("button", { type: "button", onclick: take }, "添加")];
}

function words(field, id, typed) {
  const draw = (value, change) => {
    const list = value || [];
    const chips = list.map((word, place) => chip("", nameIn(field.choices, word), () => change(orNothing(list.filter((_, other) => other !== place)))));
    const add = (word) => { if (!list.includes(word)) change([...list, word]); };
    return [make("div", { className: "chips" }, ...chips), make("div", { className: "adder" }, ...picker(id, `添${field.title}`, field.choices, add))];
  };
  return drawn(draw, typed, field.value);
}

const orNothing = (list) => (list.length ? list : null);

function people(field, id, typed) {
  let role = field.columns[0].name;
  const draw = (value, change) => {
    if (typeof value === "string") return asWritten(value, change);
    const held = value || {};
    const chips = [];
    for (const column of field.columns) {
      const named = [held[column.name] ?? []].flat();
      named.forEach((word, place) => {
        const left = named.filter((_, other) => other !== place);
        const remove = () => change(withRole(held, column, left));
        chips.push(chip(column.title, nameIn(column.choices, word), remove));
      });
    }
    const column = field.columns.find((other) => other.name === role);
    const select = make("select", { "aria-label": "怎样参与" }, ...field.columns.map((other) =>
      make("option", { value: other.name, selected: other.name === role, title: other.help }, other.title)));
    select.addEventListener("change", () => {
      role = select.value;
      const place = document.activeElement === select;
      change(value);
      if (place) element().querySelector("select").focus();
    });
    const add = (word) => {
      const named = [held[role] ?? []].flat();
      if (!named.includes(word)) change(withRole(held, column, column.kind === "words" ? [...named, word] : [word]));
      element().querySelector(".adder input").focus();
    };
    return [make("div", { className: "chips" }, ...chips), make("div", { className: "adder" }, select, ...picker(`${id}-${role}`, "添上谁", column.choices, add))];
  };
  const control = drawn(draw, typed, field.value);
  const element = () => control.element;
  return control;
}

function withRole(held, column, named) {
  const made = { ...held };
  delete made[column.name];
  if (named.length) made[column.name] = column.kind === "words" ? named : named[0];
  return Object.keys(made).length ? made : null;
}

// Responsibility in the words of a notice: （市财政局牵头，…）.
function asWritten(value, change) {
  const input = make("textarea", { "aria-label": "责任的写法", rows: 1 });
  input.value = value;
  input.addEventListener("change", () => change(input.value.trim() || null));
  return [input, make("button", { type: "button", className: "link", onclick: () => change(null) }, "清空，逐个来选")];
}

// A list of records, such as targets: the fields that say something, others to be added.
function records(field, id, typed) {
  const draw = (value, change) => {
    const list = value || [];
    const put = (place, record) => change(orNothing(list.flatMap((other, at) => (at === place ? (record ? [record] : []) : [other]))));
    const boxes = list.map((record, place) => recordBox(field, `${id}-${place}`, record, (made) => put(place, made)));
    const first = field.columns.find((column) => column.required) || field.columns[0];
    const add = first ? make("button", { type: "button", className: "link", onclick: () => change([...list, { [first.name]: "待写" }]) }, `＋ 添一项${field.title}`) : "";
    return [...boxes, add];
  };
  return drawn(draw, typed, field.value);
}

function recordBox(field, id, record, change, moves = []) {
  if (typeof record !== "object" || Array.isArray(record)) return make("p", { className: "small" }, [record].flat().join("　"));
  const box = make("div", { className: "record" });
  for (const column of field.columns.filter((other) => other.name in record)) {
    const inner = `${id}-${column.name}`;
    box.append(make("label", { htmlFor: inner }, column.title), recordInput(column, inner, record, change));
  }
  const others = field.columns.filter((column) => !(column.name in record) && ["line", "lines", "paragraphs", "number", "deadline", "date", "words", "choice", "yes-no"].includes(column.kind));
  const add = make("select", { "aria-label": "再写一样" }, make("option", { value: "" }, "再写一样……"), ...others.map((column) => make("option", { value: column.name }, column.title)));
  add.addEventListener("change", () => {
    const column = field.columns.find((other) => other.name === add.value);
    box.insertBefore(make("label", { htmlFor: `${id}-${column.name}` }, column.title), add.parentElement);
    const input = recordInput(column, `${id}-${column.name}`, record, change);
    box.insertBefore(input, add.parentElement);
    input.focus();
    add.value = "";
  });
  box.append(make("div", { className: "actions" }, others.length ? add : make("span", {}),
    make("span", {}, ...moves, make("button", { type: "button", id: `${id}-delete`, onclick: () => change(null) }, "删去"))));
  return box;
}

// The columns of a table: each is changed, moved or taken away at once, with the cells below it.
function columns(field, id, ask) {
  const element = make("div", {});
  const first = field.columns.find((column) => column.required) || field.columns[0];
  const isOwn = field.name === "fields";
  let focus = "";
  const act = (next, said) => { focus = next; ask(said); };
  const recordOf = (column) => (typeof column === "string" ? { [first.name]: column } : column);
  const draw = (value) => {
    const list = (value || []).map(recordOf);
    const boxes = list.map((record, at) => {
      const inner = `${id}-${at}`;
      const move = (words, label, to) => make("button", {
        type: "button", id: `${inner}-${label}`, "aria-label": `${record.name || record[first.name]}${words}`, disabled: to < 0 || to >= list.length,
        onclick: () => act(`${id}-${to}-${label}`, { do: "move", at, to }),
      }, words);
      const change = (made) => (made ? act("", { do: "change", at, values: made }) : act(`${id}-${Math.max(at - 1, 0)}-delete`, { do: "delete", at }));
      return recordBox(field, inner, record, change, [move("前移", "up", at - 1), move("后移", "down", at + 1)]);
    });
    const added = (values) => act(`${id}-${list.length}-${first.name}`, { do: "add", at: list.length, values });
    const name = (number) => `${isOwn ? "新的栏目" : "新的列"}${number || ""}`;
    const free = () => [0, ...list.keys(), list.length].map((number) => name(number && number + 1)).find((words) => !list.some((record) => record.name === words));
    const add = first.choices.length
      ? pickOne("＋ 添一列……", first.choices.filter((choice) => !list.some((record) => record[first.name] === choice.value)), (word) => added({ [first.name]: word }))
      : make("button", { type: "button", className: "link", onclick: () => added({ [first.name]: free() }) }, isOwn ? "＋ 添一个栏目" : "＋ 添一列");
    return [...boxes, add];
  };
  const set = (value) => {
    const wanted = focus || (element.contains(document.activeElement) ? document.activeElement.id : "");
    element.replaceChildren(...draw(value));
    const input = document.getElementById(wanted);
    input?.focus();
    if (focus && /^新的/.test(input?.value || "")) input.select();
    focus = "";
  };
  set(field.value);
  return { element, isGroup: true, isAway: true, isAlways: true, get: () => null, set };
}

function pickOne(label, choices, chosen) {
  const select = make("select", { "aria-label": label }, make("option", { value: "" }, label), ...choices.map((choice) => make("option", { value: choice.value }, choice.name)));
  select.addEventListener("change", () => select.value && chosen(select.value));
  return select;
}

function recordInput(column, id, record, change) {
  const value = record[column.name];
  const written = (words) => {
    const made = { ...record };
    if (words === null || words === "") delete made[column.name];
    else made[column.name] = words;
    change(made);
  };
  if (column.kind === "choice") {
    const select = make("select", { id }, make("option", { value: "" }, ""), ...column.choices.map((choice) => make("option", { value: choice.value }, choice.name)));
    select.value = value ?? "";
    select.addEventListener("change", () => written(select.value));
    return select;
  }
  if (column.kind === "yes-no") {
    const select = make("select", { id }, make("option", { value: "" }, ""), make("option", { value: "yes" }, "是"), make("option", { value: "no" }, "否"));
    select.value = value === true ? "yes" : value === false ? "no" : "";
    select.addEventListener("change", () => written({ yes: true, no: false }[select.value] ?? null));
    return select;
  }
  const list = column.kind === "words";
  const input = make("input", { type: "text", id, value: list ? (value || []).map((word) => nameIn(column.choices, word)).join("、") : shown(value) });
  if (typeof value === "object" && !list && value !== null) input.readOnly = true;
  input.addEventListener("change", () => {
    const words = input.value.trim();
    written(list ? orNothing(words.split(/[、，,]/).map((word) => valueIn(column.choices, word.trim())).filter(Boolean)) : words);
  });
  return input;
}

const shown = (value) => (value === undefined || value === null ? "" : typeof value === "object" ? Object.values(value).flat().join("、") : String(value));

// A row of a table: a box a cell.
function cells(field, id, typed) {
  let held = [];
  const boxes = [field.value ?? []].flat().map((_, place) => make("textarea", { rows: 1, id: `${id}-${place}` }));
  const labels = boxes.map((box, place) => make("label", { htmlFor: box.id }, field.columns[place]?.title || `第 ${place + 1} 栏`));
  const element = make("div", { className: "cells" }, ...boxes.flatMap((box, place) => [labels[place], box]));
  element.addEventListener("input", typed);
  const isWide = (cell) => typeof cell === "object" && cell !== null; // one that reaches over rows or columns
  const set = (value) => {
    held = [value ?? []].flat();
    boxes.forEach((box, place) => { box.value = isWide(held[place]) ? held[place].text : held[place] ?? ""; });
  };
  const get = () => boxes.map((box, place) => (isWide(held[place]) ? { ...held[place], text: box.value } : box.value));
  set(field.value);
  return { element, isGroup: true, get, set };
}

// The bureau's own columns.
function own(field, id, typed) {
  const draw = (value, change) => {
    const held = value || {};
    const declared = field.columns.map((column) => column.name);
    const others = Object.keys(held).filter((name) => !declared.includes(name)).map((name) => ({ name, title: name, kind: "line" }));
    const rows = [...field.columns, ...others].flatMap((column, place) => [
      make("label", { htmlFor: `${id}-${place}` }, column.title), recordInput(column, `${id}-${place}`, held, (made) => change(Object.keys(made).length ? made : null))]);
    return rows.length ? [make("div", { className: "record" }, ...rows)] : [make("p", { className: "small" }, "还没有自己的栏目；在提纲最上面一行的“自定栏目”里添。")];
  };
  return drawn(draw, typed, field.value);
}
