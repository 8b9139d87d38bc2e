/** What to do with a Form that is not set up, and answers that may be pasted into its dialog. */
import { useState } from "preact/hooks";

const schools = [
  "North High, 9-12, Town Police Department, no",
  "South Middle, 6-8, Town Police Department, no",
].join("\n");
const contacts = [
  "designated contact, North High, Cam North, (415) 555-0121, cam@district.example",
  "backup contact, North High, Bo North, (415) 555-0122, bo@district.example",
  "designated contact, South Middle, Sam South, (415) 555-0123, sam@district.example",
  "backup contact, South Middle, Pat South, (415) 555-0124, pat@district.example",
].join("\n");

function Sample({ title, text }: { readonly title: string; readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <>
      <pre role="region" tabIndex={0} aria-label={title}>
        {text}
      </pre>
      <button type="button" class="outline" onClick={copy}>
        {isCopied ? "Copied" : `Copy the ${title}`}
      </button>
    </>
  );
}

/** The answers to paste, each with its button. An open dialog has them too: what lies behind one cannot be reached. */
export function Samples() {
  return (
    <details>
      <summary>Made-up answers to paste</summary>
      <Sample title="schools" text={schools} />
      <Sample title="contacts" text={contacts} />
    </details>
  );
}

export function FirstSteps() {
  return (
    <article class="first-steps">
      <h2>What to do</h2>
      <p>The Form has no questions yet: Set up adds them.</p>
      <ol>
        <li>Open the menu Student safety above, and choose Set up.</li>
        <li>
          Answer page after page. For the lead, enter Lee Lead, lead@district.example; for the
          admin, ari@district.example. For schools and contacts, paste the made-up ones, which you
          also find below the window.
        </li>
        <li>
          The last page makes the questions and the register. Then choose Check: it says what is
          still missing before the district goes live.
        </li>
      </ol>
      <Samples />
    </article>
  );
}
