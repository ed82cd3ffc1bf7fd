"use strict";
// Tables that filter and sort; without this script they are whole, in the plan's order.

const FEW = 8; // rows that need no filter
const order = new Intl.Collator("zh-CN", { numeric: true });

function makeFilter(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < FEW) return;
  const bar = document.createElement("div"), input = document.createElement("input");
  const told = document.createElement("span");
  bar.className = "filter";
  input.type = "search";
  input.placeholder = `筛选这张表${table.dataset.example ?? ""}`;
  input.setAttribute("aria-label", `筛选：${table.caption.textContent}`);
  told.className = "soft";
  told.setAttribute("role", "status");
  bar.append(input, told);
  table.before(bar);
  const texts = rows.map(row => row.textContent.toLowerCase());
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !wanted.every(word => texts[place].includes(word));
      shown += !row.hidden;
    });
    told.textContent = wanted.length ? `${shown} / ${rows.length}` : "";
  });
}

function makeSorted(table) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  if (body.rows.length < 2) return;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = [...body.rows].map(row => [row.cells[column].textContent.trim(), row]);
      keyed.sort(([one], [other]) => {
        if (!one || !other) return !one - !other;
        return down ? order.compare(other, one) : order.compare(one, other);
      });
      body.append(...keyed.map(([, row]) => row));
    });
  });
}

document.querySelectorAll("table.filtered").forEach(makeFilter);
document.querySelectorAll("table.sorted").forEach(makeSorted);
