"use strict";
// Times seek the player, a click plays a sentence, the page follows what is spoken.
const $$ = (query, root = document) => [...root.querySelectorAll(query)];
const audio = document.querySelector("audio");
const turns = $$(".turn");
const timeOf = (link) => parseFloat(link.hash.slice(3));
const mark = (name, ranges) => window.CSS?.highlights?.set(name, new Highlight(...ranges));

// The words of a turn, and a range of them by their offsets.
function wordsOf(turn) {
  const nodes = [];
  let text = "";
  const walker = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    if (node.parentNode.matches(".time, cite")) continue;
    nodes.push([text.length, node]);
    text += node.data;
  }
  const range = (from, to) => {
    const found = new Range();
    const [first, start] = nodes.findLast(([at]) => at <= from);
    const [last, end] = nodes.findLast(([at]) => at < to);
    found.setStart(start, from - first);
    found.setEnd(end, to - last);
    return found;
  };
  return { text, range };
}

// All sentences, with times by their length between those that are told.
let heard;
function sentences() {
  if (heard || !$$(".time").length) return heard ?? [];
  heard = [];
  const cut = new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" });
  let [open, since, length] = [[], 0, 0];
  const settle = (end) => {
    let said = 0;
    for (const one of open) {
      one.time = since + ((end - since) * said) / length;
      said += one.size;
    }
    heard.push(...open);
    [open, since, length] = [[], end, 0];
  };
  for (const turn of turns) {
    for (const link of $$(".time", turn)) settle(timeOf(link));
    const { text, range } = wordsOf(turn);
    for (const { segment, index } of cut.segment(text)) {
      const size = segment.trim().length;
      const start = index + segment.search(/\S/);
      if (size) open.push({ turn, size, range: range(start, start + size) });
      length += size;
    }
  }
  settle(audio.duration || +audio.dataset.duration || since + length / 15);
  return heard;
}

function play(time) {
  audio.currentTime = time;
  audio.play().catch(() => {});
}

document.addEventListener("click", (event) => {
  const { target, clientX: x, clientY: y } = event;
  const link = target.closest("a");
  if (link?.href.startsWith(audio.src + "#t=") && !(event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    play(timeOf(link));
  } else if (!link && target.closest(".turn") && getSelection().isCollapsed) {
    const at = document.caretRangeFromPoint?.(x, y) ?? document.caretPositionFromPoint(x, y);
    const place = [at.startContainer ?? at.offsetNode, at.startOffset ?? at.offset];
    const said = sentences().find(({ range }) => range.isPointInRange(...place));
    if (said) play(said.time);
  }
});

const inView = ({ range }) => {
  const { top, bottom } = range.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
const chapters = $$(".chapters a");
let spoken;
function follow() {
  const now = audio.currentTime + 0.1;
  const chapter = chapters.findLast((link) => timeOf(link) <= now);
  for (const link of chapters) link.ariaCurrent = link === chapter ? "true" : null;
  const said = sentences().findLast(({ time }) => time <= now);
  if (!said || said === spoken) return;
  mark("spoken", [said.range]);
  spoken?.turn.classList.remove("now");
  said.turn.classList.add("now");
  // Who reads elsewhere stays there.
  if (spoken && inView(spoken) && !inView(said)) said.turn.scrollIntoView({ block: "center" });
  spoken = said;
}

// Where somebody stopped; a browser may refuse to keep it.
function memory(what, ...value) {
  try {
    return localStorage[what](`podcastkit ${audio.src}`, ...value);
  } catch {}
}
const begin = parseFloat(location.hash.slice(3)) || +memory("getItem");
if (begin) audio.currentTime = begin;
audio.addEventListener("timeupdate", () => {
  follow();
  memory("setItem", Math.floor(audio.currentTime));
});
audio.addEventListener("ended", () => memory("removeItem"));
