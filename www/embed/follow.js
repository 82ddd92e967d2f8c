// `teilraum-embed.js`: the frames of a page follow the height of their atlases, and what these tell
// becomes events of the frames. Stands beside the atlas; needs nothing of it.
//
//     <script type="module" src="https://…/teilraum-embed.js"></script>
//     <iframe data-teilraum src="https://…/?embed&height=content#v=1…" title="…"></iframe>

import { VERSION, messageOf } from "./protocol.js";

/** No page is higher; a frame that wants more is mistaken. */
const HIGHEST_PX = 20_000;

/** @returns {NodeListOf<HTMLIFrameElement>} */
const atlases = () => document.querySelectorAll("iframe[data-teilraum]");

/** @param {HTMLIFrameElement} frame */
const originOf = (frame) => new URL(frame.src, document.baseURI).origin;

/** @param {HTMLIFrameElement} frame */
function greet(frame) {
  frame.contentWindow?.postMessage({ teilraum: VERSION, type: "hello", height: true }, originOf(frame));
}

/** @param {MessageEvent} event */
function hear({ data, source, origin }) {
  const message = messageOf(data);
  for (const frame of message ? atlases() : []) {
    if (!message || frame.contentWindow !== source || originOf(frame) !== origin) continue;
    const { type } = message;
    // The first one comes before it knows us, the second in answer to our word.
    if (type === "ready" && !message["state"]) greet(frame);
    if (type === "height") frame.style.height = `${Math.min(Number(message["px"]), HIGHEST_PX)}px`;
    frame.dispatchEvent(new CustomEvent(`teilraum-${type}`, { bubbles: true, detail: message }));
  }
}

addEventListener("message", hear);
// Whoever was ready before this script was; what is still empty will say when it is.
for (const frame of atlases()) {
  if (frame.contentDocument?.URL !== "about:blank") greet(frame);
}
