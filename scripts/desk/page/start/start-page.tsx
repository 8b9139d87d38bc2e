/** The page that one begins at: what this is, what it costs, the law in one line, who is told when, what was proven, and three doors. */
import { ToldWhen } from "./told-when";

const facts = [
  [
    "What it costs",
    "Nothing but the Google Workspace that your district already has. No server, no license, no Google Cloud project.",
  ],
  [
    "The law",
    "The Form is not the legal report. A mandated reporter must still call child and family services at once and send the written report within 36 hours (PC 11166).",
  ],
  [
    "Proven, and not yet",
    "Every rule is tested with this same script in a local copy of Google's services. It has never run on Google itself, and the county has not approved it.",
  ],
] as const;

/** `begin` goes to a form that is not set up. */
export function StartPage({ begin }: { readonly begin: () => void }) {
  return (
    <section class="start" aria-label="Start">
      <h1 tabIndex={-1}>When someone at school worries that a student is being trafficked</h1>
      <p>
        A teacher fills in a short Google Form. Within a minute the school's designated contact has
        an email that says whom to call and what to do, and a private spreadsheet has the case with
        every step that the county and the law ask for.
      </p>
      <ToldWhen />
      <dl class="facts">
        {facts.map(([title, words]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <h2 id="next">What to do next</h2>
      <ul class="plain cards" aria-labelledby="next">
        <li>
          <a href="#/stories" class="button">
            <strong>Watch a story</strong>
            Five short days, step by step: who is told what, when, and why.
          </a>
        </li>
        <li>
          <a href="#/report" class="button">
            <strong>Try it yourself</strong>
            Send a report as a teacher, then see what reaches the contact.
          </a>
        </li>
        <li>
          <button type="button" onClick={begin}>
            <strong>Set it up as an admin would</strong>
            Begin with an empty form, and set up a district of your own.
          </button>
        </li>
      </ul>
      <small>
        This page is a working copy on your own computer, with a made-up district. Try anything: no
        one is called, and no email is sent.
      </small>
    </section>
  );
}
