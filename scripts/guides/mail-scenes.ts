/** Every kind of mail with the scenes in which it is sent, in the order of docs/mails.md. */
import { caseMailScenes } from "./case-mail-scenes";
import { deskMailScenes } from "./desk-mail-scenes";

export const mailScenes = [...caseMailScenes, ...deskMailScenes];
