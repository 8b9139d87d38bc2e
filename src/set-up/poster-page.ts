/** The poster: one letter-size page to print that tells staff where the Form is. It holds nothing of any case. */

import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { formSpeech, isLive } from "../form/build-form";
import { packOnForm } from "../form/desired-form";
import { formDescription } from "../form/safety-texts";
import { languages, source } from "../language";
import { sentence } from "../languages/languages";
import { closeButton, heading, type Page, pageOf, printButton } from "../parts-of-a-page";
import { refuseOtherForm } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { dateText } from "../time";

/**
 * Shows the poster in each language of the district's protocol, with the text at the top of the Form; one call for the Form's link and one
 * read of the directory. Until the district is live, it says so. Throws "not-set-up", "other-form" and what Google throws.
 */
export function posterPage(run: Run): Page {
  refuseOtherForm(run);
  const { form, memory } = run;
  const directory = directoryIn(registerNamed(run, "main", []).load(directoryRequests), run);
  const pack = packOnForm(directory);
  const told = languages
    .filter((one) => pack.languages.includes(one))
    .map((language) => {
      const speech = { ...formSpeech(directory.settings), language };
      const { text, notice } = formDescription(pack, speech);
      return { title: sentence(language, "poster-title"), text, notice, language };
    });
  const caption = told.map(({ language }) => sentence(language, "poster-link")).join(" ");
  return pageOf({
    view: "poster",
    title: sentence(source, "form-title"),
    // What it says may change, and paper stays.
    onEachSheet: `Printed ${dateText(run.clock.now(), run.clock)}.`,
    parts: [
      { kind: "code", text: form.link(), caption },
      told.map(({ title, text, notice }) => [heading(title), !isLive(memory) && notice, text]),
      "For the staff room, the office, beside the copier: where staff go, and students and families do not.",
    ],
    buttons: [printButton, closeButton],
  });
}
