/** Microseconds as a person reads them. */
export function duration(micros) {
  if (!Number.isFinite(micros)) return "?";
  const size = Math.abs(micros);
  if (size < 1) return micros === 0 ? "0 ms" : Math.round(micros * 1000) + " ns";
  if (size < 1000) return round(micros) + " µs";
  if (size < 1e6) return round(micros / 1000) + " ms";
  if (size < 1.2e8) return round(micros / 1e6) + " s";
  const seconds = Math.round(micros / 1e6);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return (hours ? hours + " h " : "") + minutes + " min " + (seconds % 60) + " s";
}

function round(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function clockTime(micros) {
  const time = new Date(micros / 1000);
  const today = time.toDateString() === new Date().toDateString();
  return (today ? "" : time.toLocaleDateString() + " ") + time.toLocaleTimeString();
}

export function exactTime(micros) {
  const time = new Date(Math.floor(micros / 1000));
  return time.toISOString().replace("Z", "") + String(Math.floor(micros % 1000)).padStart(3, "0") + "Z";
}

export function plural(count, word) {
  return count + " " + word + (count === 1 ? "" : "s");
}

/** Round numbers between which a scale can be read. */
export function ticks(from, to, wanted) {
  const raw = (to - from) / wanted;
  if (!(raw > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= raw);
  const out = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) out.push(at);
  return out;
}
