"use strict";
// Search without a server: each plan's words come as a script, which adds itself here.

const plangenSearch = {
  plans: [],
  add(plan) {
    this.plans.push(plan);
  },
};

const MOST = 100;

// The pairs of characters of a word: 禁毒宣传 has 禁毒, 毒宣, 宣传.
function pairs(word) {
  if (word.length < 3) return [word];
  return [...word.slice(1)].map((_, place) => word.slice(place, place + 2));
}

function snippet(text, wanted) {
  const lower = text.toLowerCase();
  const word = wanted.find(each => lower.includes(each));
  const small = document.createElement("span");
  small.className = "small";
  const at = word ? lower.indexOf(word) : 0;
  const mark = document.createElement("mark");
  mark.textContent = word ? text.slice(at, at + word.length) : "";
  const start = Math.max(0, at - 24), end = at + mark.textContent.length;
  small.append(start ? "…" : "", text.slice(start, at), mark, text.slice(end, end + 72), end + 72 < text.length ? "…" : "");
  return small;
}

// What has every word; where nothing has, what has two in five of their pairs of characters.
function found(words) {
  const passages = plangenSearch.plans.flatMap(plan =>
    plan.passages.map(([address, title, text]) => ({ plan: plan.title, address, title, text, all: `${title} ${text}`.toLowerCase() })));
  const exact = passages.filter(passage => words.every(word => passage.all.includes(word)));
  if (exact.length) {
    const inTitle = passage => words.every(word => passage.title.toLowerCase().includes(word));
    exact.sort((one, other) => inTitle(other) - inTitle(one));
    return { hits: exact, wanted: words, near: false };
  }
  const wanted = words.flatMap(pairs);
  for (const passage of passages) passage.score = wanted.filter(pair => passage.all.includes(pair)).length;
  const near = passages.filter(passage => passage.score * 5 >= wanted.length * 2);
  near.sort((one, other) => other.score - one.score);
  return { hits: near, wanted, near: true };
}

function show(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const told = document.getElementById("told"), list = document.getElementById("hits");
  list.replaceChildren();
  if (!words.length) return;
  const { hits, wanted, near } = found(words);
  if (!hits.length) told.textContent = `没有“${query}”；换个说法，或者少写几个词。`;
  else if (near) told.textContent = `没有一字不差的“${query}”，意思相近的有 ${hits.length} 处：`;
  else told.textContent = `“${query}”有 ${hits.length} 处${hits.length > MOST ? `，先列 ${MOST} 处` : ""}：`;
  for (const hit of hits.slice(0, MOST)) {
    const item = document.createElement("li"), link = document.createElement("a");
    const title = document.createElement("strong"), plan = document.createElement("span");
    title.textContent = hit.title;
    plan.className = "small";
    plan.textContent = hit.plan;
    link.href = hit.address;
    link.append(title, plan, snippet(hit.text, wanted));
    item.append(link);
    list.append(item);
  }
}

addEventListener("DOMContentLoaded", () => {
  const input = document.getElementById("words");
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  show(input.value);
  input.addEventListener("input", () => show(input.value));
});
