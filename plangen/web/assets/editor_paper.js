// The pages: only those that differ are replaced; a click opens what a paragraph prints; what is found
// is underlined by the browser's highlights, which leave the text as it is.

import { byId, make } from "./editor_page.js";

const SHEET = 794;
const SEVERITIES = ["error", "warning", "advice"];

export class Paper {
  constructor(desk) {
    this.desk = desk;
    this.pane = byId("paper");
    this.pages = byId("pages");
    this.blocks = new Map();
    desk.on("pages", (pages) => this.show(pages));
    desk.on("state", () => this.underline());
    desk.on("part", (opened, how) => this.mark(opened && how.scroll));
    this.pages.addEventListener("click", (event) => this.open(event));
    this.pane.addEventListener("scroll", () => this.number());
    new ResizeObserver(() => this.fit()).observe(this.pane);
  }

  show(pages) {
    const old = new Map([...this.pages.children].map((sheet) => [sheet.dataset.digest, sheet]));
    if (!pages.length) {
      this.pages.replaceChildren(nothing());
      return;
    }
    pages.forEach((page, place) => {
      const sheet = page.html ? drawn(page) : old.get(page.digest);
      const there = this.pages.children[place];
      if (there === sheet) return;
      if (there && page.html && !pages.some((other) => other.digest === there.dataset.digest)) there.replaceWith(sheet);
      else this.pages.insertBefore(sheet, there || null);
    });
    while (this.pages.children.length > pages.length) this.pages.lastChild.remove();
    this.blocks.clear();
    for (const block of this.pages.querySelectorAll("[data-of]")) {
      const known = this.blocks.get(block.dataset.of);
      if (known) known.push(block);
      else this.blocks.set(block.dataset.of, [block]);
    }
    this.fit();
    this.mark(false);
    this.underline();
    this.number();
  }

  // The paper as wide as there is room, and no wider than one and a quarter of its size.
  fit() {
    const pane = getComputedStyle(this.pane);
    const room = this.pane.clientWidth - parseFloat(pane.paddingLeft) - parseFloat(pane.paddingRight) - 4;
    const zoom = Math.max(0.4, Math.min(1.25, room / SHEET)).toFixed(3);
    if (this.pages.style.zoom !== zoom) this.pages.style.zoom = zoom;
  }

  blocksOf(places) {
    const found = [];
    for (const [of, blocks] of this.blocks) {
      if (places.some((place) => place && (of === place || of.startsWith(`${place}/`)))) found.push(...blocks);
    }
    return found;
  }

  mark(scrolls) {
    for (const block of this.pages.querySelectorAll(".selected")) block.classList.remove("selected");
    const part = this.desk.part;
    if (!part || part.key === "plan" || part.key === "issue") return;
    const blocks = this.blocksOf(part.places);
    for (const block of blocks) block.classList.add("selected");
    if (scrolls && blocks.length) this.bring(blocks[0]);
  }

  bring(block) {
    const [there, pane] = [block.getBoundingClientRect(), this.pane.getBoundingClientRect()];
    if (there.top < pane.top + 8 || there.bottom > pane.bottom - 8) block.scrollIntoView({ block: "center" });
  }

  open(event) {
    const block = event.target.closest("[data-of]");
    if (block && getSelection().isCollapsed) this.desk.select({ place: block.dataset.of }, { focus: "text", scroll: false });
  }

  underline() {
    if (!window.Highlight || !this.desk.state) return;
    const lights = Object.fromEntries(SEVERITIES.map((severity) => [severity, new Highlight()]));
    for (const finding of this.desk.state.findings) {
      const range = this.rangeOf(finding);
      if (range) lights[finding.severity]?.add(range);
    }
    for (const severity of SEVERITIES) CSS.highlights.set(`found-${severity}`, lights[severity]);
  }

  // Where the words of a finding stand on the paper; null where the pages do not print them.
  rangeOf(finding) {
    if (!finding.words || !finding.places.length) return null;
    const nodes = [];
    let text = "";
    for (const block of this.blocksOf(finding.places)) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        nodes.push([text.length, walker.currentNode]);
        text += walker.currentNode.data;
      }
    }
    let start = -1;
    for (let turn = 0; turn <= finding.before; turn += 1) {
      const next = text.indexOf(finding.words, start + 1);
      if (next < 0) break;
      start = next;
    }
    if (start < 0) return null;
    const at = (offset) => {
      const [begin, node] = nodes.findLast(([from]) => from <= offset);
      return [node, offset - begin];
    };
    const range = new Range();
    range.setStart(...at(start));
    const [last, offset] = at(start + finding.words.length - 1);
    range.setEnd(last, offset + 1);
    return range;
  }

  // Lead to the words of a finding.
  lead(finding) {
    const range = this.rangeOf(finding);
    const block = range ? range.startContainer.parentElement.closest(".b") : this.blocksOf(finding.places)[0];
    if (block) this.bring(block);
    if (!range || !window.Highlight) return;
    CSS.highlights.set("found-now", new Highlight(range));
    setTimeout(() => CSS.highlights.delete("found-now"), 2500);
  }

  number() {
    const sheets = [...this.pages.querySelectorAll(".sheet")];
    const middle = this.pane.getBoundingClientRect().top + this.pane.clientHeight / 3;
    const shown = sheets.findIndex((sheet) => sheet.getBoundingClientRect().bottom > middle);
    byId("page-number").textContent = sheets.length ? `第${Math.max(shown, 0) + 1}页，共${sheets.length}页` : "还没有版面";
  }
}

function drawn(page) {
  const template = document.createElement("template");
  template.innerHTML = page.html;
  const sheet = template.content.firstElementChild;
  for (const placed of sheet.querySelectorAll("[data-style]")) {
    placed.style.cssText = placed.dataset.style;
    placed.removeAttribute("data-style");
  }
  sheet.dataset.digest = page.digest;
  return sheet;
}

function nothing() {
  return make("div", { className: "empty-pages" },
    make("strong", {}, "版面还排不出来"),
    make("span", {}, "方案里有错误，照右边“检查”里说的改正；改好一处，版面就会出来。"));
}
