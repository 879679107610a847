"use strict";
// The player: times seek it, the chapter that plays is marked, and it goes on where somebody stopped.
// A page may be one of another site: one name is taken there, and nothing outside our parts is touched.
const podcastkit = ((audio) => {
  const timeOf = ({ hash }) => parseFloat(hash.split("#t=")[1]);
  if (!audio) return { timeOf };

  function play(time) {
    audio.currentTime = time;
    audio.play().catch(() => {});
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link?.href.startsWith(audio.src + "#t=") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    play(timeOf(link));
  });

  const chapters = [...document.querySelectorAll(".podcastkit-chapters a[href*='#t=']")];
  function follow() {
    const now = audio.currentTime + 0.1;
    const chapter = chapters.findLast((link) => timeOf(link) <= now);
    for (const link of chapters) link.ariaCurrent = link === chapter ? "true" : null;
  }

  // A browser may refuse to keep anything.
  let kept = {};
  try {
    kept = localStorage;
  } catch {}
  const key = `podcastkit ${audio.src}`;

  // Players show 0:00 until they play, so the place is told beside them.
  const begin = timeOf(location) || +kept[key];
  const resume = audio.parentNode.querySelector("button[data-words]");
  if (begin > 0) audio.currentTime = begin;
  if (begin > 0 && resume) {
    const time = new Date(begin * 1000).toISOString().slice(11, 19).replace(/^0(0:0?)?/, "");
    resume.textContent = resume.dataset.words.replace("{time}", time);
    resume.onclick = () => play(begin);
    resume.hidden = false;
    audio.addEventListener("play", () => (resume.hidden = true));
  }

  audio.addEventListener("timeupdate", () => {
    follow();
    kept[key] = Math.floor(audio.currentTime);
  });
  audio.addEventListener("ended", () => delete kept[key]);
  return { audio, play, timeOf };
})(document.querySelector(".podcastkit-player audio"));
