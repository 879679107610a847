// Served by podcastkit serve alone: reloads the page when a new build is there.
(function () {
  "use strict";
  var shown = new URL(document.currentScript.src).searchParams.get("v");
  var events = null;
  var place = "podcastkit-scroll:" + window.location.pathname;
  var findings = document.querySelector('link[href="/_podcastkit/preview.css"]') !== null;

  // A page of findings is short: a browser would forget how far down the page in its place was.
  function remember() {
    try {
      if (!findings) {
        window.sessionStorage.setItem(place, String(window.scrollY));
      }
    } catch (error) {
      // A browser that keeps nothing begins at the top.
    }
  }

  function restore() {
    try {
      var kept = findings ? null : window.sessionStorage.getItem(place);
      if (kept !== null) {
        window.sessionStorage.removeItem(place);
        window.scrollTo(0, Number(kept));
      }
    } catch (error) {
      // As above.
    }
  }

  // A browser keeps six connections to one host: a page that nobody sees needs none.
  function listen() {
    if (document.hidden) {
      if (events) {
        events.close();
        events = null;
      }
    } else if (!events) {
      events = new EventSource("/_podcastkit/events?v=" + encodeURIComponent(shown));
      events.onmessage = function (event) {
        if (event.data !== shown) {
          events.close();
          remember();
          window.location.reload();
        }
      };
    }
  }

  window.addEventListener("load", restore);
  document.addEventListener("visibilitychange", listen);
  listen();
})();
