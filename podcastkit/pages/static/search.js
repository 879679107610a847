"use strict";
// Search: over an episode's transcript, or over the titles and notes of all episodes. Nothing is
// asked of any server: the words of all notes are a file beside the index.
const box = document.querySelector(".search");
const field = box.querySelector("input");
const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function tell(count) {
  const { one, many, none } = box.dataset;
  const words = [none, one][count] ?? many;
  box.querySelector("output").value = field.value.trim() ? words.replace("{count}", count) : "";
}

function searchTranscript() {
  const { turns, wordsOf, mark } = podcastkit;
  const query = field.value.trim().replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replace(/\s+/g, "\\s+");
  const ranges = [];
  let count = 0;
  for (const turn of turns) {
    const { text, range } = wordsOf(turn);
    const found = query ? [...text.matchAll(new RegExp(query, "giu"))] : [];
    turn.hidden = query && !found.length;
    count += found.length;
    // A single letter is in an hour of talk more often than anybody looks at.
    for (const { 0: words, index } of found)
      if (ranges.length < 2000) ranges.push(range(index, index + words.length));
  }
  mark("found", ranges);
  tell(count);
}

let notes;
function searchEpisodes() {
  const wanted = bare(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const item of document.querySelectorAll(".episodes li")) {
    const page = item.querySelector("a").getAttribute("href");
    const text = bare(item.textContent) + (notes?.get(page) ?? "");
    item.hidden = !wanted.every((word) => text.includes(word));
    count += !item.hidden;
  }
  const years = document.querySelector(".jump"); // they lead to all, and not to what is found
  if (years) years.hidden = wanted.length > 0;
  for (const part of document.querySelectorAll(".part"))
    part.hidden = !part.querySelector("li:not([hidden])");
  tell(count);
}

function load() {
  if (notes) return;
  notes = new Map();
  const script = document.createElement("script");
  script.src = box.dataset.words;
  script.onload = () => {
    for (const [page, words] of podcastkitNotes) notes.set(page, bare(words));
    searchEpisodes();
  };
  document.head.append(script);
}

const search = box.dataset.words ? searchEpisodes : searchTranscript;
field.addEventListener("input", () => {
  search();
  // What is found stands below the field, and on a phone that is far down the page.
  if (field.value.trim()) box.scrollIntoView({ block: "start" });
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !field.value) return;
  event.preventDefault(); // a browser that clears the field by itself would do it in its own time
  field.value = "";
  search();
});
if (box.dataset.words) field.addEventListener("focus", load, { once: true });
