/** Every kind of email: when it is sent, and to whom. The page says it beside each, and so does the words file. */
import { caseMailScenes } from "./case-mail-scenes";
import { deskMailScenes } from "./desk-mail-scenes";

export const mailScenes = [...caseMailScenes, ...deskMailScenes];
