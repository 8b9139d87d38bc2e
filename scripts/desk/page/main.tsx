/** Starts the page. */
import { render } from "preact";
import { App } from "./app";

declare global {
  interface Window {
    /** Set by first.js. */
    isTooOld?: boolean;
  }
}

const place = document.getElementById("desk");
if (window.isTooOld !== true && place !== null) render(<App />, place);
