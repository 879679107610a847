// Of each page: what stands in it, as [namespace, tag, {attribute: value}], where its addresses lead, and
// what its scripts say; as its text (`sources`) is read without scripting (`still`), so that noscript is
// looked into, too, and as it stands in its frame (`live`), where it has one. Then everything is done to
// it there that a visitor may do, so that whatever waits for that is run.
async (sources) => {
  const ADDRESSES = ["href", "src", "action", "formaction", "data", "poster", "cite", "background",
    "longdesc", "manifest", "ping", "usemap", "codebase", "xlink:href", "lowsrc", "dynsrc"];
  const EVENTS = {
    MouseEvent: ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "click", "dblclick",
      "auxclick", "contextmenu", "mouseout", "mouseleave"],
    PointerEvent: ["pointerover", "pointerenter", "pointermove", "pointerrawupdate", "pointerdown",
      "pointerup", "pointercancel", "pointerout", "pointerleave", "gotpointercapture"],
    KeyboardEvent: ["keydown", "keypress", "keyup"],
    DragEvent: ["dragstart", "drag", "dragenter", "dragover", "drop", "dragend"],
    ClipboardEvent: ["copy", "cut", "paste", "beforecopy", "beforecut", "beforepaste"],
    AnimationEvent: ["animationstart", "animationiteration", "animationend", "webkitanimationstart"],
    TransitionEvent: ["transitionrun", "transitionstart", "transitionend"],
    Event: ["focus", "focusin", "focusout", "blur", "input", "beforeinput", "change", "invalid", "select", "wheel",
      "selectstart", "scroll", "scrollend", "toggle", "beforetoggle", "touchstart", "touchend", "begin",
      "end", "repeat", "cuechange", "slotchange", "beforematch", "message", "storage", "hashchange",
      "resize", "beforeprint", "afterprint", "pageshow", "pagehide", "popstate", "online", "offline"],
  };
  const USABLE = "a, area, audio, video, button, details, dialog, embed, iframe, input, label, object, " +
    "option, select, summary, svg *, math *, textarea, [accesskey], [contenteditable], [role], [tabindex]";
  const HARMLESS = /^(https?|mailto|tel):$/;

  const read = (root, base) => {
    const elements = [], faults = [];
    const walk = (node) => {
      for (const element of node.querySelectorAll("*")) {
        const attributes = {};
        for (const one of element.attributes) {
          attributes[one.name] = one.value;
          if (!ADDRESSES.includes(one.name)) continue;
          let scheme = "no scheme";
          try { scheme = new URL(one.value, base).protocol; } catch { /* it leads nowhere */ }
          if (scheme !== "no scheme" && !HARMLESS.test(scheme)) {
            faults.push(`<${element.localName} ${one.name}> leads to ${scheme}`);
          }
        }
        elements.push([element.namespaceURI || "", element.localName, attributes]);
        if (element.localName === "script") {
          const words = element.textContent;
          if (element.getAttribute("type") === "application/ld+json") {
            try { JSON.parse(words); } catch (error) { faults.push(`data that is no JSON: ${error}`); }
          } else if (words.trim()) faults.push(`code in the page: ${words.trim().slice(0, 60)}`);
        }
        if (element.content?.querySelectorAll) walk(element.content);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(root);
    return { elements, faults };
  };

  const touch = (view) => {
    const page = view.document;
    view.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href], area[href]");
      if (link && HARMLESS.test(link.protocol)) event.preventDefault();
    }, true);
    for (const element of page.querySelectorAll("*")) {
      const waits = element.getAttributeNames().some((name) => name.startsWith("on"));
      const link = element.matches("a, area") && HARMLESS.test(element.protocol);
      if (!waits && (link || !element.matches(USABLE))) continue;
      element.focus?.();
      for (const [kind, names] of Object.entries(EVENTS)) {
        for (const name of names) {
          element.dispatchEvent(new view[kind](name, { bubbles: false, cancelable: true }));
        }
      }
      if (!["AUDIO", "VIDEO"].includes(element.tagName)) element.click?.();
      element.blur?.();
    }
    view.scrollTo(0, page.documentElement.scrollHeight);
  };

  const found = {};
  for (const [path, text] of Object.entries(sources)) {
    found[path] = { still: read(new DOMParser().parseFromString(text, "text/html"), location.href) };
  }
  for (const frame of document.querySelectorAll("iframe")) {
    const path = frame.name;
    try {
      const view = frame.contentWindow;
      found[path].live = read(view.document, view.location.href);
      touch(view);
    } catch (error) {
      found[path].lost = String(error);
    }
  }
  await new Promise((done) => setTimeout(done, 30));
  return found;
}
