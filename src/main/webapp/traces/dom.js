// Everything is put into the page as text or as attributes of elements made here, never as HTML:
// span names and attributes come from whoever sent the request or wrote the file.

export const $ = (id) => document.getElementById(id);

/** Makes an element; properties that are functions become listeners, null ones are left out. */
export function el(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** The same for SVG. */
export function svg(name, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

function fill(node, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Position and width in percent; set by script because the policy forbids style attributes. */
export function place(node, from, to) {
  node.style.left = from * 100 + "%";
  node.style.width = Math.max(0, to - from) * 100 + "%";
  return node;
}
