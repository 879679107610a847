// Served by podcastkit serve alone: reloads the page when a new build is there.
(function () {
  "use strict";
  var shown = new URL(document.currentScript.src).searchParams.get("v");
  var events = new EventSource("/_podcastkit/events?v=" + encodeURIComponent(shown));
  events.onmessage = function (event) {
    if (event.data !== shown) {
      events.close();
      window.location.reload();
    }
  };
})();
