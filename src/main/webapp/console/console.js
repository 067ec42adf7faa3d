const $ = (id) => document.getElementById(id);
const busy = new Set(["pending", "running", "cancelling"]);

function cell(row, ...content) {
  const td = document.createElement("td");
  td.append(...content);
  row.append(td);
  return td;
}

function link(text, href) {
  const a = document.createElement("a");
  a.textContent = text;
  a.href = href;
  return a;
}

function seconds(job) {
  if (!job.started_at || !job.completed_at) return "";
  return ((new Date(job.completed_at) - new Date(job.started_at)) / 1000).toFixed(1) + " s";
}

function render(job) {
  const row = document.createElement("tr");
  cell(row, new Date(job.created_at).toLocaleTimeString());
  cell(row, job.type);
  cell(row, job.status).className = job.status;
  const bar = document.createElement("progress");
  bar.value = job.progress;
  bar.title = Math.round(job.progress * 100) + " %";
  cell(row, bar);
  cell(row, seconds(job));
  const links = cell(row, link("trace", "/traces/" + job.trace_id));
  if (job.status === "completed" && (job.type === "transcription" || job.type === "full_process")) {
    const show = link("transcript", "#" + job.job_id);
    show.onclick = () => showTranscript(job.job_id);
    links.append(" · ", show);
  }
  return row;
}

async function refresh() {
  const { jobs } = await (await fetch("/api/v1/jobs")).json();
  $("jobs").replaceChildren(...jobs.map(render));
  $("empty").hidden = jobs.length > 0;
  setTimeout(refresh, jobs.some((job) => busy.has(job.status)) ? 1000 : 5000);
}

async function showTranscript(id) {
  const transcript = await (await fetch("/v1/audio/transcriptions/" + id)).json();
  $("segments").replaceChildren(...transcript.segments.map((segment) => {
    const item = document.createElement("li");
    for (const text of [segment.start.toFixed(2) + " s", segment.speaker ?? "", segment.text]) {
      const span = document.createElement("span");
      span.textContent = text;
      item.append(span);
    }
    item.firstChild.className = "soft";
    return item;
  }));
  $("transcript").hidden = false;
}

$("upload").onsubmit = async (event) => {
  event.preventDefault();
  $("message").textContent = "uploading …";
  const answer = await fetch("/v1/audio/transcriptions", { method: "POST", body: new FormData(event.target) });
  const body = await answer.json();
  $("message").textContent = answer.ok ? "queued" : body.detail;
};

$("host").textContent = location.host;
refresh();
