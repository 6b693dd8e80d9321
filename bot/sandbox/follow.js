// Makes simcord's page follow new answers; `page.py` adds this file to the page.
//
// At every render, simcord takes a reader who isn't at the end for one who scrolled up. But the end
// also moves when an image has loaded or the input box has grown. Here, only the reader's own
// scrolling ends following.

const timeline = document.getElementById("channel-timeline");
const list = document.getElementById("channel-message-list");
const newer = document.getElementById("history-newer");
const latest = document.getElementById("new-messages");

/** Kinds of actions that the bot may answer; true if the answer is always a new message. */
const ANSWERED = new Map([
  ["run_command", true],
  ["send_message", true],
  ["click", false],
  ["select", false],
  ["modal_submit", false],
]);
/** Kinds of actions that go to another place. */
const MOVES = new Set(["focus", "history", "viewer"]);
const KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Tab", " "]);

/** Scrolling belongs to the input of the last 500 ms, since browsers scroll smoothly. */
const GLIDE_MS = 500;
/** simcord corrects the position within two frames of a change; frames may be slow. */
const CORRECTION_MS = 1000;
/** Positions can be fractions of a pixel. */
const END_PX = 2;
/** The page reads the state once after an action, and then at intervals. */
const READS = 2;

let following = false;
/** @type {{newest: bigint, message: boolean, readsLeft: number | null} | null} */
let awaited = null; // the answer to the last action; readsLeft is null while the action runs
let readerUntil = 0;
let correctedUntil = 0;

function newestId() {
  const ids = [...list.children].map((item) => BigInt(item.dataset.messageId ?? 0));
  return ids.reduce((newest, id) => (id > newest ? id : newest), 0n);
}

function atEnd() {
  return timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight <= END_PX;
}

function keepEnd() {
  if (awaited && newestId() > awaited.newest) {
    awaited = null;
    following = true;
  }
  if (following && !atEnd()) timeline.scrollTop = timeline.scrollHeight;
}

/** @param {boolean} away whether the view leaves the end for certain */
function readerScrolls(away) {
  readerUntil = performance.now() + GLIDE_MS;
  if (away) leaveEnd();
}

function leaveEnd() {
  following = false;
  awaited = null;
}

timeline.addEventListener("wheel", (event) => readerScrolls(event.deltaY < 0), { passive: true });
timeline.addEventListener("touchmove", () => readerScrolls(true), { passive: true });
timeline.addEventListener("keydown", (event) => KEYS.has(event.key) && readerScrolls(false));
for (const type of ["pointerdown", "pointermove"]) {
  timeline.addEventListener(type, (event) => {
    const onScrollbar = event.target === timeline && event.offsetX >= timeline.clientWidth;
    if (onScrollbar && event.buttons) readerScrolls(true);
  });
}
timeline.addEventListener("scroll", () => {
  const now = performance.now();
  // readers also scroll in ways without events, such as a search in the page
  if (now < readerUntil || now > correctedUntil) following = atEnd();
  else keepEnd();
}, { passive: true });

function changed() {
  correctedUntil = performance.now() + CORRECTION_MS;
  keepEnd();
}

const sizes = new ResizeObserver(changed);
sizes.observe(list);
sizes.observe(timeline);
const changes = new MutationObserver(changed);
changes.observe(list, { childList: true });
changes.observe(document.getElementById("preview-app"), { attributeFilter: ["aria-busy"] });

/** @param {{kind: string, direction?: string}} action */
function begin(action) {
  if (ANSWERED.has(action.kind)) {
    readerUntil = 0;
    following ||= atEnd();
    awaited = { newest: newestId(), message: ANSWERED.get(action.kind), readsLeft: null };
  } else if (MOVES.has(action.kind)) {
    leaveEnd();
    following = action.direction === "latest";
  }
}

function beforeRead() {
  if (!awaited || awaited.readsLeft === null) return;
  if (awaited.readsLeft > 0) {
    awaited.readsLeft -= 1;
    return;
  }
  const outside = awaited.message && !newer.hidden;
  awaited = null;
  if (outside) latest.click(); // the page shows 50 messages at a time
}

// simcord's modules, which start after this one, call `fetch` by its global name
const realFetch = window.fetch;
window.fetch = async (path, options) => {
  if (path === "/api/state") beforeRead();
  if (path !== "/api/action") return realFetch(path, options);
  const { body } = options;
  begin(JSON.parse(body instanceof FormData ? body.get("payload") : body));
  const mine = awaited;
  try {
    return await realFetch(path, options);
  } finally {
    if (mine) mine.readsLeft = READS;
  }
};
