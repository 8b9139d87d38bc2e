/* Says to an old browser what to do: in the words of 1999, so that any of them understands it. */
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
  /* A script that this browser cannot read. */
  window.onerror = (message) => {
    if (/SyntaxError/.test(String(message))) tell();
  };
  window.isTooOld = !isNew;
})();
