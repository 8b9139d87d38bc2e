/* Tells the user of an old browser what to do. Written in the JavaScript of 1999, so that every browser can run it. */
(() => {
  var page = document.getElementById("desk");
  var sorry = document.getElementById("too-old");
  var isNew =
    typeof Worker === "function" &&
    typeof structuredClone === "function" &&
    typeof Array.prototype.findLast === "function" &&
    typeof Intl === "object" &&
    typeof HTMLDialogElement === "function" &&
    typeof HTMLElement.prototype.showPopover === "function";
  function tell() {
    page.setAttribute("hidden", "");
    sorry.removeAttribute("hidden");
  }
  if (isNew) page.removeAttribute("hidden");
  else tell();
  /* A syntax error means that this browser cannot read a script of the page. */
  window.onerror = (message) => {
    if (/SyntaxError/.test(String(message))) tell();
  };
  window.isTooOld = !isNew;
})();
