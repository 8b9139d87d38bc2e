/**
 * How large a reply of an advanced service is: all that Google sends, as JSON in UTF-8. White space between its parts is not counted:
 * Google's REST replies are indented where a client does not ask for less, and what the advanced services ask for is not documented.
 */
import { textBytes } from "../text-bytes";

export function replyBytes(json: string): number {
  return textBytes(json);
}
