import { $ } from "./dom.js";
import { readTraces } from "./files.js";
import { showList } from "./list.js";
import { TraceView } from "./view.js";

const main = $("main");
let view;
let list;
let opened = [];

function toList() {
  if (location.pathname !== "/traces") {
    location.assign("/traces");
    return;
  }
  view?.leave();
  document.title = "Traces · Throughline";
  list = showList(main, (summary) => showFile(summary.trace));
  view = list;
  if (opened.length) list.addUploaded(opened);
}

function showFile(trace) {
  view?.leave();
  view = new TraceView(main, trace.id, trace, () => (list || location.pathname === "/traces" ? toList() : location.reload()));
}

async function openFile(file) {
  $("status").textContent = "reading …";
  try {
    const traces = await readTraces(file);
    opened = [...traces, ...opened];
    $("status").textContent = "";
    if (traces.length === 1 || location.pathname !== "/traces") showFile(traces[0]);
    else toList();
  } catch (error) {
    $("status").textContent = error.message;
  }
}

function showHelp() {
  if (!$("help").open) $("help").showModal();
}

$("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) openFile(file);
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer?.files.length) openFile(event.dataTransfer.files[0]);
});
$("help-button").addEventListener("click", showHelp);
$("jump").addEventListener("submit", (event) => {
  event.preventDefault();
  const id = $("jump-id").value.trim().toLowerCase();
  if (/^[0-9a-f]{1,32}$/.test(id)) location.assign("/traces/" + id.padStart(32, "0"));
  else $("status").textContent = "A trace id has up to 32 hexadecimal digits.";
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  const typing = event.target.closest?.("input, select, textarea");
  if (typing && event.key === "Escape") event.target.blur();
  if (typing) return;
  if (event.key === "?") showHelp();
  else view.keydown(event);
});

/** To the search that led here, as it was; a trace that was opened by its address leads to a new one. */
function back() {
  const from = document.referrer ? new URL(document.referrer) : null;
  if (from?.origin === location.origin && from.pathname === "/traces" && history.length > 1) history.back();
  else location.assign("/traces");
}

const id = location.pathname.match(/^\/traces\/([0-9a-f]{32})$/)?.[1];
if (id) view = new TraceView(main, id, null, back);
else toList();
