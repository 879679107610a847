// Do all that a visitor may do to each element, so that whatever waits for it is run. Links that lead
// elsewhere are not followed, forms are not kept from being sent.
async () => {
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (link && /^(https?|mailto|tel):$/.test(link.protocol || "")) event.preventDefault();
  }, true);
  const kinds = {
    MouseEvent: ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "click", "dblclick",
      "auxclick", "contextmenu", "mouseout", "mouseleave"],
    PointerEvent: ["pointerover", "pointerenter", "pointermove", "pointerrawupdate", "pointerdown",
      "pointerup", "pointercancel", "pointerout", "pointerleave", "gotpointercapture"],
    KeyboardEvent: ["keydown", "keypress", "keyup"],
    DragEvent: ["dragstart", "drag", "dragenter", "dragover", "drop", "dragend"],
    ClipboardEvent: ["copy", "cut", "paste", "beforecopy", "beforecut", "beforepaste"],
    AnimationEvent: ["animationstart", "animationiteration", "animationend", "webkitanimationstart"],
    TransitionEvent: ["transitionrun", "transitionstart", "transitionend"],
    Event: ["focusin", "focusout", "input", "beforeinput", "change", "invalid", "select", "selectstart",
      "wheel", "scroll", "scrollend", "toggle", "beforetoggle", "touchstart", "touchend", "begin", "end",
      "repeat", "cuechange", "slotchange", "securitypolicyviolation", "beforematch", "beforexrselect"],
  };
  for (const element of document.querySelectorAll("*")) {
    element.focus?.();
    for (const [kind, names] of Object.entries(kinds)) {
      for (const name of names) {
        element.dispatchEvent(new globalThis[kind](name, { bubbles: false, cancelable: true }));
      }
    }
    if (!["A", "AREA", "AUDIO", "VIDEO"].includes(element.tagName) || !/^(https?|mailto|tel):$/.test(element.protocol || "https:")) {
      element.click?.();
    }
    element.blur?.();
  }
  for (const name of ["hashchange", "popstate", "resize", "scroll", "online", "offline", "storage",
    "message", "beforeprint", "afterprint", "pageshow", "pagehide"]) {
    dispatchEvent(new Event(name));
    document.body?.dispatchEvent(new Event(name));
  }
  scrollTo(0, document.documentElement.scrollHeight);
  await new Promise((done) => setTimeout(done, 15));
}
