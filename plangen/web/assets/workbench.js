// What every screen does: stays in touch with the program, shows jobs, sorts and filters tables,
// takes dropped files, ticks rows, moves by keyboard. Without it the screens still work.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);

stayInTouch();
all("[data-job]").forEach(watchJob);
all("[data-drop]").forEach(takeDropped);
all("form[data-live]").forEach(submitOnChange);
all("[data-filter]").forEach(filterRows);
all("[data-ticks]").forEach(tickRows);
all("[data-ask]").forEach(askFirst);
all("dialog").forEach(closeByButton);
all("[data-opens]").forEach(openDialog);
all("[data-reason]").forEach(needReason);
all("dialog[data-again]").forEach(openAgain);
document.addEventListener("keydown", moveByKeyboard);

function stayInTouch() {
  const lost = one("#lost");
  const hear = (state) => {
    lost.dataset.state = state;
    lost.hidden = state !== "lost";
  };
  if ("SharedWorker" in window) {
    const worker = new SharedWorker("/assets/alive.js");
    worker.port.onmessage = (event) => hear(event.data);
    return;
  }
  const stream = new EventSource("/alive");
  stream.onmessage = () => hear("alive");
  stream.onerror = () => hear("lost");
}

async function watchJob(card) {
  const bar = one("progress", card);
  const told = one("[data-told]", card);
  for (;;) {
    const answer = await fetch(`/jobs/${card.dataset.job}/state`).catch(() => null);
    if (answer === null || !answer.ok) return;
    const job = await answer.json();
    if (job.over) {
      location.replace(job.trouble || job.cancelled ? location.href : job.where);
      return;
    }
    if (job.total) {
      bar.max = job.total;
      bar.value = job.done;
      told.textContent = `${job.done} / ${job.total}`;
    }
    await new Promise((resume) => setTimeout(resume, 300));
  }
}

function takeDropped(zone) {
  const input = one("input[type=file]", zone);
  const named = one("[data-named]", zone);
  const send = () => {
    if (!input.files.length) return;
    const names = [...input.files].map((file) => file.name);
    named.textContent = names.length > 3 ? `${names.slice(0, 3).join("、")} 等${names.length}个` : names.join("、");
    if (zone.dataset.drop === "at-once") input.form.requestSubmit();
  };
  input.addEventListener("change", send);
  send(); // of what was chosen before this ran
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    input.files = event.dataTransfer.files;
    send();
  });
}

function submitOnChange(form) {
  form.addEventListener("change", (event) => {
    if (event.target.name) form.requestSubmit(); // a nameless one filters the rows that are there
  });
}

function filterRows(input) {
  const rows = all(`#${input.dataset.filter} tbody tr`);
  const count = one(`[data-counts="${input.dataset.filter}"]`);
  const words = rows.map((row) => row.textContent);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().split(/\s+/);
    let shown = 0;
    rows.forEach((row, number) => {
      row.hidden = !wanted.every((word) => words[number].includes(word));
      shown += !row.hidden;
    });
    if (count) count.textContent = `显示 ${shown} 行`;
  });
}

function tickRows(table) {
  const whole = one("input[data-all]", table);
  const bar = document.getElementById(table.dataset.ticks);
  const count = one("[data-ticked]", bar);
  const boxes = all("tbody input[type=checkbox]", table);
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    bar.classList.toggle("off", !ticked);
    count.textContent = `已选 ${ticked} ${count.dataset.ticked}`;
    whole.checked = ticked > 0 && ticked === boxes.length;
    whole.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  whole.addEventListener("change", () => {
    boxes.forEach((box) => {
      box.checked = whole.checked && !box.closest("tr").hidden;
    });
    tell();
  });
  boxes.forEach((box) => box.addEventListener("change", tell));
  tell();
}

function askFirst(button) {
  button.addEventListener("click", (event) => {
    if (!confirm(button.dataset.ask)) event.preventDefault();
  });
}

function openDialog(button) {
  button.addEventListener("click", () => {
    const dialog = document.getElementById(button.dataset.opens);
    empty(dialog);
    for (const [name, value] of Object.entries(button.dataset)) {
      for (const field of all(`[data-takes="${name}"]`, dialog)) {
        if ("value" in field) field.value = value;
        else field.textContent = value;
      }
    }
    offer(dialog, button.dataset.stand);
    all("select", dialog).forEach((select) => {
      select.value = all("option", select).find((option) => !option.disabled).value;
      select.dispatchEvent(new Event("change"));
    });
    dialog.showModal();
  });
}

// The choices of a dialog that fit how a line stands.
function offer(dialog, stand) {
  all("option[data-on]", dialog).forEach((option) => {
    option.hidden = option.disabled = !option.dataset.on.split(" ").includes(stand);
  });
}

// What was typed for another line, or refused, is not taken for this one.
function empty(dialog) {
  all("[data-once], .fault", dialog).forEach((told) => told.remove());
  all("input:not([type=hidden])", dialog).forEach((input) => {
    input.value = "";
    input.removeAttribute("aria-invalid");
  });
}

// A dialog whose form was refused: open as it was sent, at the field that is wrong.
function openAgain(dialog) {
  offer(dialog, dialog.dataset.again);
  dialog.showModal();
  one("[aria-invalid]", dialog)?.focus();
}

function closeByButton(dialog) {
  all("[data-closes]", dialog).forEach((button) => {
    button.addEventListener("click", () => dialog.close());
  });
}

function needReason(select) {
  const form = select.form;
  const tell = () => {
    const chosen = select.selectedOptions[0];
    all("[data-for]", form).forEach((field) => {
      const wanted = field.dataset.for.split(" ").includes(chosen.value);
      field.hidden = !wanted;
      all("input", field).forEach((input) => {
        input.required = wanted && input.dataset.must !== undefined;
      });
    });
  };
  select.addEventListener("change", tell);
  tell();
}

function moveByKeyboard(event) {
  const typing = event.target.closest("input, textarea, select");
  if (event.altKey && /^[0-9]$/.test(event.key)) {
    const link = one(`nav [data-key="${event.key}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  } else if (event.key === "/" && !typing) {
    const search = one("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
}
