/** Pictures of every kind of mail at a phone's width, and the page of docs that shows them: made from mails that a played day has sent. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { builtBundle } from "../play/bundle";
import type { Output } from "../play/end-state/output";
import { play } from "../play/play-scenario";
import { parseScenario } from "../play/scenario";
import type { Camera } from "./camera";
import { mailScenes } from "./mail-scenes";
import { mailPage, phone } from "./phone";
import type { MailScene } from "./scene-parts";

/** A counselor's afternoon. */
const start = "2026-09-01T16:00:00-07:00";

type Mail = Output["inbox"][number];

/** The mail that a scene shows. Throws where its day cannot be played any more, or sends none. */
export async function mailOf(scene: MailScene): Promise<Mail> {
  const { kind, printedAs, to, events, directory, live, every, start: at = start } = scene;
  const parsed = parseScenario(JSON.stringify({ start: at, events, directory, live }));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const dist = await builtBundle();
  const { inbox } = play(parsed.scenario, {
    dist,
    isEachTick: false,
    ...(every === undefined ? {} : { every }),
  });
  const mails = inbox.filter(
    (mail) => mail.message === (printedAs ?? kind) && mail.to.includes(to),
  );
  const mail = mails[mails.length - 1];
  if (mail === undefined) throw new Error(`the day of ${kind} sends none to ${to}`);
  return mail;
}

/** Mails by scene: days are played once for the pictures and the page. */
const played = new Map<MailScene, Promise<Mail>>();

function mailPlayed(scene: MailScene): Promise<Mail> {
  const mail = played.get(scene) ?? mailOf(scene);
  played.set(scene, mail);
  return mail;
}

/** Returns the pictures' names in the order of the scenes. */
export async function takeMailPictures(
  page: Page,
  camera: Camera,
  scenes: readonly MailScene[],
): Promise<readonly string[]> {
  await page.goto("about:blank");
  await page.setViewportSize(phone);
  for (const scene of scenes) {
    const { subject, html } = await mailPlayed(scene);
    await page.setContent(mailPage({ subject, html: html ?? "" }));
    await camera(page, scene.picture, { fullPage: true });
  }
  return scenes.map(({ picture }) => picture);
}

/** What a person reads between spaces. */
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;

/** A scene's part of docs/mails.md: the mail as a picture, and word for word below it. Throws as `mailOf` does. */
export async function mailSection(scene: MailScene): Promise<string> {
  const { kind, picture, title, who, when } = scene;
  const mail = await mailPlayed(scene);
  return [
    `## ${title}\n`,
    `- Kind: \`${kind}\``,
    `- Who gets it: ${who}`,
    `- When: ${when}`,
    `- Subject: ${mail.subject}`,
    `- Length: ${wordsIn(mail.text)} words`,
    `\n![${title}, on a phone](pictures/${picture})`,
    `\n<details><summary>${title}, word for word</summary>\n`,
    `\`\`\`text\n${mail.text.trimEnd()}\n\`\`\``,
    "\n</details>",
  ].join("\n");
}

/** The words of docs/mails.md. Throws as `mailOf` does. */
export async function mailsPage(): Promise<string> {
  const sections: string[] = [];
  for (const scene of mailScenes) sections.push(await mailSection(scene));
  return [
    "# Every mail that the desk sends",
    "For whoever wants to know what will arrive before it does. Each picture is a whole mail at the width of a phone of 412 by 732; the people are made up. No mail holds anything about a student: the reference, the level, the acts, numbers to call and a link. Danger, whom to call and the link stand in the first ninety words. The first mail about a case ends in “action needed”, a later one in “reminder 2” and so on, or in “nobody has answered”.\n\nThis page and its pictures are made by `npm run guides`. This is not legal advice.",
    ...sections,
  ]
    .join("\n\n")
    .concat("\n");
}

export async function writeMailsPage(docs: string): Promise<void> {
  writeFileSync(join(docs, "mails.md"), await mailsPage());
}
