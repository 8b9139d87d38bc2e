/** What to do with a Form that is not set up, and answers that may be pasted into its dialog. */
import { element } from "../shell/dom";

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

const steps = [
  "Open the menu Student safety above, and choose Set up.",
  "Answer page after page. Where it asks for the lead, take Lee Lead, lead@district.example; for the admin, ari@district.example. For schools and contacts, paste the made-up ones, which stand below the window too.",
  "At the end it makes the questions and the register. Then choose Check: it says what is still missing before the district goes live.",
];

function sample(title: string, text: string): HTMLElement {
  const copy = element(
    "button",
    {
      type: "button",
      onclick: () => {
        void navigator.clipboard.writeText(text).then(() => {
          copy.textContent = "Copied";
        });
      },
    },
    `Copy the ${title}`,
  );
  return element(
    "div",
    { class: "sample" },
    element("pre", { tabindex: 0, "aria-label": title }, text),
    copy,
  );
}

/** The answers to paste, each with its button. An open dialog has them too: what lies behind one cannot be reached. */
export function samples(): HTMLElement {
  return element(
    "details",
    {},
    element("summary", {}, "Made-up answers to paste"),
    sample("schools", schools),
    sample("contacts", contacts),
  );
}

export function firstSteps(): HTMLElement {
  return element(
    "div",
    { class: "card first-steps" },
    element("h2", {}, "What to do"),
    element("p", {}, "The form has no questions yet: set-up puts them in."),
    element("ol", {}, ...steps.map((words) => element("li", {}, words))),
    samples(),
  );
}
