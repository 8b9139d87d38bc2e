/** The page that one begins at: what this is, and three doors. */

interface Door {
  readonly href: string;
  readonly title: string;
  readonly words: string;
}

const doors: readonly Door[] = [
  {
    href: "#/stories",
    title: "Watch a story",
    words: "Eight short days, told step by step: who is told what, when, and why.",
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
      <h1 tabIndex={-1}>When somebody at school worries that a student is being trafficked</h1>
      <p class="lead">
        A teacher fills in a short Google Form. Within a minute the school's contact has a mail that
        says whom to call and what to do, and a private spreadsheet has the case with every step
        that the county and the law ask for. It keeps reminding until somebody has answered, and it
        needs nothing but the Google Workspace that a district already has.
      </p>
      <ul class="doors">
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
            <span>Begin with an empty form, and go through the set-up of your own district.</span>
          </button>
        </li>
      </ul>
      <p class="hint">
        This page is a working copy on your own computer, with a made-up district. Play with it as
        you like: nobody is called, and no mail is sent.
      </p>
    </section>
  );
}
