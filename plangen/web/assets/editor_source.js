// 源文件: the plan's text with its colours, completion and what is found, for who knows the format.

import { byId, tell } from "./editor_page.js";
import { get, post } from "./editor_desk.js";

const PAUSE = 500;
const SEVERITY = { error: "error", warning: "warning", advice: "info" };

export class Source {
  constructor(desk) {
    this.desk = desk;
    this.isShown = false;
    this.base = "";
    this.revision = -1;
    desk.on("state", () => this.hear());
    desk.on("part", (opened) => opened && this.goTo(desk.part.line));
    desk.holds.push(() => Boolean(this.view) && this.text !== this.base);
    desk.flushes.push(() => this.send());
  }

  async show() {
    this.isShown = true;
    try {
      if (!this.view) await this.open();
      await this.hear();
      this.goTo(this.desk.part?.line);
    } catch (trouble) {
      tell(trouble.message, "trouble");
    }
  }

  async hide() {
    this.isShown = false;
    if (!this.view) return;
    await this.send();
    await this.desk.act("save");
  }

  async open() {
    const mirror = await import("/assets/vendor/codemirror.js");
    const told = await get("source");
    this.mirror = mirror;
    this.base = told.text;
    this.revision = told.revision;
    this.quiet = mirror.Annotation.define();
    const root = byId("source").attachShadow({ mode: "open" });
    this.view = new mirror.EditorView({ doc: told.text, parent: root, root, extensions: this.extensions(mirror) });
    this.underline();
  }

  extensions(mirror) {
    const { EditorView, keymap } = mirror;
    const colours = mirror.HighlightStyle.define([
      { tag: [mirror.tags.propertyName, mirror.tags.definition(mirror.tags.propertyName)], color: "var(--accent)" },
      { tag: mirror.tags.comment, color: "#6a5a00" },
      { tag: [mirror.tags.number, mirror.tags.bool, mirror.tags.null], color: "var(--green-dark)" },
      { tag: [mirror.tags.punctuation, mirror.tags.separator, mirror.tags.meta], color: "var(--soft)" },
    ]);
    const looks = EditorView.theme({
      "&": { height: "100%", fontSize: "14px" },
      ".cm-scroller": { fontFamily: '"Sarasa Mono SC", "Noto Sans Mono CJK SC", Consolas, monospace', lineHeight: "1.6" },
      ".cm-gutters": { backgroundColor: "var(--desk)", color: "var(--soft)", borderRight: "1px solid var(--line)" },
      "&.cm-focused": { outline: "none" },
    });
    return [
      mirror.lineNumbers(), mirror.foldGutter(), mirror.lintGutter(), mirror.history(), mirror.drawSelection(),
      mirror.indentOnInput(), mirror.indentUnit.of("  "), mirror.bracketMatching(), mirror.closeBrackets(),
      mirror.highlightActiveLine(), mirror.highlightSelectionMatches(), mirror.yaml(), mirror.syntaxHighlighting(colours), looks,
      mirror.autocompletion({ override: [(context) => this.complete(context)] }),
      keymap.of([...mirror.closeBracketsKeymap, ...mirror.defaultKeymap, ...mirror.searchKeymap, ...mirror.historyKeymap,
        ...mirror.foldKeymap, ...mirror.completionKeymap, ...mirror.lintKeymap]),
      EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": "方案的源文件" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((one) => one.annotation(this.quiet))) this.typed();
      }),
    ];
  }

  get text() {
    return this.view.state.doc.toString();
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  async send() {
    clearTimeout(this.timer);
    if (!this.view || this.text === this.base) return;
    const text = this.text;
    try {
      await this.desk.edit(async () => {
        const answer = await post("act", { action: "text", text, revision: this.revision, key: this.desk.selected });
        this.base = text;
        this.revision = answer.revision;
        this.desk.take(answer);
      });
    } catch (trouble) {
      if (trouble.status === 409 && (await this.rebase())) return;
      if (!trouble.status) this.timer = setTimeout(() => this.send(), 2000);
      tell(trouble.message, "trouble");
    }
  }

  // Take in what changed elsewhere, if anything did: only the characters that differ are replaced.
  async hear() {
    if (!this.view) return;
    if (this.isShown && this.desk.revision > this.revision) await this.rebase();
    if (this.isShown) this.underline();
  }

  async rebase() {
    const told = await get("source");
    if (told.revision < this.revision) return false;
    const theirs = difference(this.base, told.text);
    const mine = difference(this.base, this.text);
    const apart = theirs.to < mine.from || theirs.from > mine.to || mine.from === mine.to && !mine.insert;
    if (theirs.from === theirs.to && !theirs.insert) {
      this.revision = told.revision;
      return false;
    }
    if (apart) {
      const shift = theirs.from >= mine.to ? mine.insert.length - (mine.to - mine.from) : 0;
      this.put({ from: theirs.from + shift, to: theirs.to + shift, insert: theirs.insert });
      this.base = told.text;
      this.revision = told.revision;
    } else if (confirm("别处刚改过您正在改的几行。\n按“确定”用您打的，按“取消”用那边的（您打的还能用 Ctrl+Z 找回）。")) {
      this.base = told.text;
      this.revision = told.revision;
    } else {
      this.put(difference(this.text, told.text));
      this.base = told.text;
      this.revision = told.revision;
    }
    if (this.text !== this.base) this.typed();
    return true;
  }

  put(change) {
    this.view.dispatch({ changes: change, annotations: this.quiet.of(true) });
  }

  goTo(number) {
    if (!this.view || !this.isShown || !number || number > this.view.state.doc.lines) return;
    const line = this.view.state.doc.line(number);
    this.view.dispatch({ selection: { anchor: line.from }, effects: this.mirror.EditorView.scrollIntoView(line.from, { y: "center" }) });
  }

  underline() {
    const doc = this.view.state.doc;
    const marks = [];
    for (const finding of this.desk.state.findings) {
      if (!finding.line || finding.line > doc.lines) continue;
      const line = doc.line(finding.line);
      const before = [...line.text].slice(0, finding.column - 1).join("").length;
      const words = [...line.text.slice(before)].slice(0, Math.max(1, finding.length)).join("");
      const from = Math.min(line.from + before, line.to);
      const message = finding.hint ? `${finding.message}\n${finding.hint}` : finding.message;
      marks.push({ from, to: Math.min(from + words.length, line.to), severity: SEVERITY[finding.severity] || "info", message });
    }
    this.view.dispatch(this.mirror.setDiagnostics(this.view.state, marks));
  }

  async complete(context) {
    const text = context.state.doc.toString();
    const word = context.matchBefore(/[^\s:\[\]{},"']*/);
    if (!context.explicit && !word?.text) return null;
    const offset = [...text.slice(0, context.pos)].length;
    const told = await post("completions", { text, offset }).catch(() => ({ completions: [] }));
    if (!told.completions.length) return null;
    const from = [...text].slice(0, told.completions[0].start).join("").length;
    return {
      from,
      options: told.completions.map((one) => ({ label: one.text.trim(), detail: one.title, info: one.help || undefined, apply: one.text })),
      filter: false,
    };
  }
}

// The one stretch in which two texts differ, as a change of the first.
function difference(old, made) {
  let from = 0;
  while (from < old.length && from < made.length && old[from] === made[from]) from += 1;
  let end = 0;
  while (end < old.length - from && end < made.length - from && old[old.length - 1 - end] === made[made.length - 1 - end]) end += 1;
  return { from, to: old.length - end, insert: made.slice(from, made.length - end) };
}
