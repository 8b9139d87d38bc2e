/** The Form: its texts, settings, publishing, and who can edit it. */
import { type Case, refusal } from "../case";
import type { BoundForm } from "../door";

const words = "=1+1 <b>&amp;</b>";

/** The Form as the probe leaves it: open to whoever is asked to send it. */
function publish(form: BoundForm): void {
  if (form.supportsAdvancedResponderPermissions()) form.setPublished(true);
  form.setAcceptingResponses(true);
}

export const formCases: readonly Case[] = [
  {
    id: "form.bound",
    asks: "Does a script find the Form that it is bound to, under forms.currentonly?",
    source: "read 2026-11-24: platform.md 7: DOC/guides/Boundtogoogleworkspacedocuments.md",
    expects: { always: { id: true, view: true } },
    run({ google, form }) {
      const id = form.getId();
      return {
        id: id.length > 10 && google.FormApp.getActiveForm().getId() === id,
        view: /^https:\/\/docs\.google\.com\/.*viewform/.test(form.getPublishedUrl()),
      };
    },
  },
  {
    id: "form.texts",
    asks: "Are title, description and confirmation kept as written?",
    source: "read 2026-11-24: platform.md 5: REF/Form",
    expects: { always: [words, `${words}\nsecond line`, words] },
    run({ form }) {
      const before = form.getTitle();
      form.setTitle(words);
      form.setDescription(`${words}\nsecond line`);
      form.setConfirmationMessage(words);
      form.setCustomClosedFormMessage(words);
      const kept = [form.getTitle(), form.getDescription(), form.getConfirmationMessage()];
      form.setTitle(before);
      form.setDescription("");
      form.setConfirmationMessage("");
      form.setCustomClosedFormMessage("");
      return kept;
    },
  },
  {
    id: "form.settings",
    asks: "Does each setting read as it was set?",
    source: "read 2026-11-24: platform.md 5: REF/Form",
    expects: {
      always: {
        collectsEmail: [true, false],
        responseEdits: [true, false],
        progressBar: [true, false],
        respondAgain: [true, false],
        publishesSummary: [true, false],
      },
    },
    run: ({ form }) => ({
      collectsEmail: [true, false].map((on) => form.setCollectEmail(on).collectsEmail()),
      responseEdits: [true, false].map((on) => form.setAllowResponseEdits(on).canEditResponse()),
      progressBar: [true, false].map((on) => form.setProgressBar(on).hasProgressBar()),
      respondAgain: [true, false].map((on) =>
        form.setShowLinkToRespondAgain(on).hasRespondAgainLink(),
      ),
      publishesSummary: [true, false].map((on) =>
        form.setPublishingSummary(on).isPublishingSummary(),
      ),
    }),
  },
  {
    id: "form.publishing",
    asks: "Does publishing carry accepting responses with it, both ways?",
    source: "read 2026-11-24: platform.md 5: REF/Form.setPublished",
    expects: { always: { supports: true, off: [false, false], on: [true, true], closed: false } },
    run({ form }) {
      const supports = form.supportsAdvancedResponderPermissions();
      const read = () => [form.isPublished(), form.isAcceptingResponses()];
      form.setPublished(false);
      const off = read();
      form.setPublished(true);
      const on = read();
      form.setAcceptingResponses(false);
      const closed = form.isAcceptingResponses();
      publish(form);
      return { supports, off, on, closed };
    },
  },
  {
    id: "form.accepting-unpublished",
    asks: "What does accepting responses on a Form that is not published end in?",
    source: "read 2026-11-24: platform.md 5: REF/Form.setAcceptingResponses",
    expects: { always: "Exception: ((it cannot))" },
    run({ form }) {
      form.setPublished(false);
      const said = refusal(() => form.setAcceptingResponses(true));
      publish(form);
      return said;
    },
  },
  {
    id: "form.editors-owner",
    asks: "Is the owner among Form.getEditors?",
    source: "assumed: platform.md 8: the method; not whom it lists",
    expects: { of: "formEditorsListOwner", when: { no: false, yes: true } },
    run: ({ form, me }) => form.getEditors().some((one) => one.getEmail().toLowerCase() === me),
  },
];
