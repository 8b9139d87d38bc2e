/** The page that one begins at: what this is, and three doors. */
import { element } from "../shell/dom";
import type { View } from "../shell/view";

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

const setUp = {
  title: "Set it up as an admin would",
  words: "Begin with an empty form, and go through the set-up of your own district.",
};

export class StartPage implements View {
  readonly title = "Start";
  readonly element: HTMLElement;

  /** `begin` goes to a form that is not set up. */
  constructor(begin: () => void) {
    this.element = element(
      "section",
      { class: "start", "aria-label": "Start" },
      element(
        "h1",
        { tabindex: "-1" },
        "When somebody at school worries that a student is being trafficked",
      ),
      element(
        "p",
        { class: "lead" },
        "A teacher fills in a short Google Form. Within a minute the school's contact has a mail that says whom to call and what to do, and a private spreadsheet has the case with every step that the county and the law ask for. It keeps reminding until somebody has answered, and it needs nothing but the Google Workspace that a district already has.",
      ),
      element(
        "ul",
        { class: "doors" },
        ...doors.map(({ href, title, words }) =>
          element(
            "li",
            {},
            element(
              "a",
              { href, class: "door" },
              element("strong", {}, title),
              element("span", {}, words),
            ),
          ),
        ),
        element(
          "li",
          {},
          element(
            "button",
            { type: "button", class: "door", onclick: begin },
            element("strong", {}, setUp.title),
            element("span", {}, setUp.words),
          ),
        ),
      ),
      element(
        "p",
        { class: "hint" },
        "This page is a working copy on your own computer, with a made-up district. Play with it as you like: nobody is called, and no mail is sent.",
      ),
    );
  }

  async refresh(): Promise<void> {}
}
