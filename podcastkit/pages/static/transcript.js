"use strict";
// The transcript: a click plays a sentence, and the page follows what is spoken.
(({ $$, audio, play, timeOf }) => {
  const turns = $$(".podcastkit-transcript .turn");
  const mark = (name, ranges) =>
    window.CSS?.highlights?.set(`podcastkit-${name}`, new Highlight(...ranges));

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
  Object.assign(podcastkit, { turns, wordsOf, mark });
  if (!audio || !turns.some((turn) => $$(".time", turn).length)) return;

  // All sentences, with times by their length between those that are told.
  let heard;
  function sentences() {
    if (heard) return heard;
    heard = [];
    const cut = new Intl.Segmenter([], { granularity: "sentence" });
    let [open, since, length] = [[], 0, 0];
    const settle = (end) => {
      for (const one of open) one.time = since + ((end - since) * one.before) / length;
      heard.push(...open);
      [open, since, length] = [[], end, 0];
    };
    for (const turn of turns) {
      if (turn.closest(".unspoken")) continue;
      for (const link of $$(".time", turn)) settle(timeOf(link));
      const { text, range } = wordsOf(turn);
      for (const { segment, index } of cut.segment(text)) {
        const size = segment.trim().length;
        const start = index + segment.search(/\S/);
        if (size) open.push({ turn, before: length, range: range(start, start + size) });
        length += size;
      }
    }
    settle(audio.duration || +audio.dataset.duration || since + length / 15);
    return heard;
  }

  document.addEventListener("click", ({ target, clientX: x, clientY: y }) => {
    if (target.closest("a") || !target.closest(".turn") || !getSelection().isCollapsed) return;
    const at = document.caretRangeFromPoint?.(x, y) ?? document.caretPositionFromPoint(x, y);
    const place = [at.startContainer ?? at.offsetNode, at.startOffset ?? at.offset];
    const said = sentences().find(({ range }) => range.isPointInRange(...place));
    if (said) play(said.time);
  });

  const topOf = (said) => said?.range.getBoundingClientRect().top;
  const inView = (top) => top > 0 && top < innerHeight;
  let spoken;
  audio.addEventListener("timeupdate", () => {
    const said = sentences().findLast(({ time }) => time <= audio.currentTime + 0.1);
    if (!said || said === spoken) return;
    mark("spoken", [said.range]);
    spoken?.turn.classList.remove("now");
    said.turn.classList.add("now");
    // Who reads elsewhere stays there. It is the sentence that is brought, for a turn may be long.
    const top = topOf(said);
    if (inView(topOf(spoken)) && !inView(top)) scrollBy(0, top - innerHeight / 2);
    spoken = said;
  });
})(podcastkit);
