/** What to do with a Form that is not set up, and answers that may be pasted into its dialog. */

const samples = {
  schools: `North High, 9-12, Town Police Department, no
South Middle, 6-8, Town Police Department, no`,
  contacts: `designated contact, North High, Cam North, (415) 555-0121, contact@district.example
backup contact, North High, Bo North, (415) 555-0122, backup@district.example
designated contact, South Middle, Sam South, (415) 555-0123, sam@district.example
backup contact, South Middle, Pat South, (415) 555-0124, pat@district.example`,
} as const;

/** The answers to paste, each with its button. An open dialog has them too: what lies behind one cannot be reached. */
export function Samples() {
  return (
    <details>
      <summary>Made-up answers to paste</summary>
      {Object.entries(samples).map(([title, text]) => (
        <div key={title}>
          <pre role="region" tabIndex={0} aria-label={title}>
            {text}
          </pre>
          <button
            type="button"
            class="outline"
            onClick={() => void navigator.clipboard.writeText(text)}
          >
            Copy the {title}
          </button>
        </div>
      ))}
    </details>
  );
}

export function FirstSteps() {
  return (
    <>
      <p>The Form has no questions yet: Set up adds them.</p>
      <ol>
        <li>Open the menu Student safety above, and choose Set up.</li>
        <li>
          Answer page after page. For the lead, enter Lee Lead, lead@district.example; for the
          alternate lead, Alex Alternate, alternate@district.example; for the admin,
          ari@district.example. For schools and contacts, paste the made-up ones, which you also
          find below the window.
        </li>
        <li>
          The last page makes the questions and the register. Then choose Check: it says what is
          still missing before the district goes live.
        </li>
      </ol>
      <Samples />
    </>
  );
}
