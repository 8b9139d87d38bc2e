/** Calls the script from the browser, through Google. */
import type { Page, Reply, Request } from "../dialog/page-data";
import { jsonRecord } from "../json";

interface Runner {
  withSuccessHandler(done: (answer: unknown) => void): Runner;
  withFailureHandler(failed: (error: unknown) => void): Runner;
  onDialog(request: string): void;
}

/** What Google puts into the page of a dialog, as far as it is used here. */
declare const google: {
  readonly script: { readonly run: Runner; readonly host: { close(): void } };
};

const noAnswer = "Google gave no answer. Try again; what you typed is still here.";

/** The words of a failure. Ours stand after a code, Google's alone. */
function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error ?? "");
  const words = text.replace(/^(?:Error|Exception|ScriptError): /, "").replace(/^[a-z-]+: /, "");
  return words === "" ? noAnswer : words;
}

/** The reply in a JSON text; null where it is none: Google hands over null where it could not carry an answer. */
export function replyIn(answer: unknown): Reply | null {
  const reply: unknown = jsonRecord(String(answer));
  // The script makes all of it by these types, and a reply that was cut off does not parse.
  return typeof reply === "object" && reply !== null && ("blocks" in reply || "errors" in reply)
    ? (reply as Reply)
    : null;
}

/** Whether a reply is a whole page, and not only findings about the one that is shown. */
export function isPage(reply: Reply): reply is Page {
  return "view" in reply;
}

/** Sends a request to the script. Exactly one of `answered` and `failed` is called, later. */
export function askScript(
  request: Request,
  answered: (reply: Reply) => void,
  failed: (words: string) => void,
): void {
  google.script.run
    .withSuccessHandler((answer) => {
      const reply = replyIn(answer);
      if (reply === null) failed(noAnswer);
      else answered(reply);
    })
    .withFailureHandler((error) => failed(wordsOf(error)))
    .onDialog(JSON.stringify(request));
}

/** Closes the dialog. */
export function closeDialog(): void {
  google.script.host.close();
}
