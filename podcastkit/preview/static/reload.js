// Served by podcastkit serve alone: reloads the page when a new build is there.
(function () {
  "use strict";
  var shown = new URL(document.currentScript.src).searchParams.get("v");
  var events = null;

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
          window.location.reload();
        }
      };
    }
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
