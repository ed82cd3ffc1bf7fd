// What the modules of the screen 方案 share: elements made without markup, and words said in passing.

export const byId = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !/^(list|role|form)$/.test(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let hiding = 0;

export function tell(words, kind = "") {
  const told = byId("told");
  clearTimeout(hiding);
  told.textContent = words;
  told.className = `told ${kind}`;
  told.hidden = !words;
  hiding = setTimeout(() => { told.hidden = true; }, kind === "trouble" ? 12000 : 6000);
}

export const isTyping = (element) => Boolean(element.closest?.("input, textarea, select, .source"));

export function timeOf(iso) {
  const day = new Date(iso);
  const time = `${day.getHours()}:${String(day.getMinutes()).padStart(2, "0")}`;
  const isToday = day.toDateString() === new Date().toDateString();
  return isToday ? time : `${day.getMonth() + 1}月${day.getDate()}日 ${time}`;
}

// A row of tabs: arrows move, one panel is shown. `onshow` is told which.
export function tabs(names, onshow = () => {}) {
  const heads = names.map((name) => byId(`${name}-tab`));
  const show = (name, focus = false) => {
    for (const head of heads) {
      const chosen = head.id === `${name}-tab`;
      head.setAttribute("aria-selected", String(chosen));
      head.tabIndex = chosen ? 0 : -1;
      byId(head.getAttribute("aria-controls")).hidden = !chosen;
      if (chosen && focus) head.focus();
    }
    onshow(name);
  };
  heads.forEach((head, place) => {
    head.addEventListener("click", () => show(names[place]));
    head.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) show(names[(place + step + names.length) % names.length], true);
    });
  });
  return show;
}
