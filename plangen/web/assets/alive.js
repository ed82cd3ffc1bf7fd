// One stream for all windows of the browser: while it stands, the workbench stays open.
// A shared worker holds it, for a browser opens only six connections to one address.

const pages = new Set();
let state = "waiting";

function tell() {
  for (const page of pages) page.postMessage(state);
}

const stream = new EventSource("/alive");
stream.onmessage = () => {
  if (state !== "alive") {
    state = "alive";
    tell();
  }
};
stream.onerror = () => {
  state = "lost";
  tell();
};

self.onconnect = (event) => {
  const page = event.ports[0];
  pages.add(page);
  page.postMessage(state);
};
