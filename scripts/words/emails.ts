/** The emails of the words file: the last of its kind that each scene's day sends. */
import { mailScenes } from "../guides/mail-scenes";
import { mailOf } from "../guides/mails";

/** One to a scene, in order: what it is, who gets it, its subject and its text. Throws where a day sends none any more. */
export async function emailTexts(): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const scene of mailScenes) {
    const { subject, text } = await mailOf(scene);
    const { kind, title, who, when } = scene;
    texts.push(
      `${title} (${kind})\nWho: ${who}\nWhen: ${when}\nSubject: ${subject}\n\n${text.trimEnd()}`,
    );
  }
  return texts;
}
