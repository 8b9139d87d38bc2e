/** The page that one begins at: what this is, what it costs, the law in one line, who is told when, what was proven, and three doors. */
import { ToldWhen } from "./told-when";

interface Door {
  readonly href: string;
  readonly title: string;
  readonly words: string;
}

const doors: readonly Door[] = [
  {
    href: "#/stories",
    title: "Watch a story",
    words: "Five short days, step by step: who is told what, when, and why.",
  },
  {
    href: "#/report",
    title: "Try it yourself",
    words: "Send a report as a teacher, then see what reaches the contact.",
  },
];

/** `begin` goes to a form that is not set up. */
export function StartPage({ begin }: { readonly begin: () => void }) {
  return (
    <section class="start" aria-label="Start">
      <h1 tabIndex={-1}>When someone at school worries that a student is being trafficked</h1>
      <p class="lead">
        A teacher fills in a short Google Form. Within a minute the school's designated contact has
        an email that says whom to call and what to do, and a private spreadsheet has the case with
        every step that the county and the law ask for.
      </p>
      <ToldWhen />
      <dl class="facts">
        <div>
          <dt>What it costs</dt>
          <dd>
            Nothing but the Google Workspace that your district already has. No server, no license,
            no Google Cloud project.
          </dd>
        </div>
        <div>
          <dt>The law</dt>
          <dd>
            The Form is not the legal report. A mandated reporter must still call child and family
            services at once and send the written report within 36 hours (PC 11166).
          </dd>
        </div>
        <div>
          <dt>Proven, and not yet</dt>
          <dd>
            Every rule is tested with this same script in a local copy of Google's services. It has
            never run on Google itself, and the county has not approved it.
          </dd>
        </div>
      </dl>
      <h2 id="next">What to do next</h2>
      <ul class="doors" aria-labelledby="next">
        {doors.map(({ href, title, words }) => (
          <li key={href}>
            <a href={href} class="door">
              <strong>{title}</strong>
              <span>{words}</span>
            </a>
          </li>
        ))}
        <li>
          <button type="button" class="door" onClick={begin}>
            <strong>Set it up as an admin would</strong>
            <span>Begin with an empty form, and set up a district of your own.</span>
          </button>
        </li>
      </ul>
      <p class="hint">
        This page is a working copy on your own computer, with a made-up district. Try anything: no
        one is called, and no email is sent.
      </p>
    </section>
  );
}
