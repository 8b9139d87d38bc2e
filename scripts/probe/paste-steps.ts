/** How the probe is put into a Form by hand: the text beside its files in the release zip. */

export const pasteSteps = `The probe asks Google how it behaves, so that what this desk expects can be compared with what Google does.
It works in a Form of its own, with made-up data, and takes away what it made. Never put it into the desk's Form.

Ten steps, for a person who has never opened a script editor:

 1. Sign in as the account that is to ask (the desk's role account, or another one of the district).
    In that account's settings set the language to English (United States): Google's words for a failure
    are in the language of the account.
 2. Open https://docs.google.com/forms/create. A blank Form opens. Give it the name "Probe".
 3. In its menu (three dots, top right) choose Apps Script. A new page opens: the script editor.
 4. On the left, the gear (Project Settings): tick "Show appsscript.json manifest file in editor".
 5. On the left, < > (Editor): click Code.gs, select all that is in it, and paste probe/Code.gs over it.
 6. Click appsscript.json, select all, and paste probe/appsscript.json over it.
 7. Beside Files choose +, HTML, call it Probe (without .html), and paste probe/Probe.html over what it holds.
    Save with Ctrl+S (on a Mac: Cmd+S).
 8. Beside Services choose +: add "Google Sheets API", then "Drive API". Where one is listed already,
    remove it and add it again.
 9. Go back to the Form and reload the page. After some seconds the menu (three dots, or the puzzle piece)
    has Probe: choose Run the probe. Google asks for seven permissions: give all of them, then choose
    Run the probe once more.
10. The window says what it does. At its end stands a text: copy it, and send it to whoever keeps the desk's
    script, who runs npm run probe -- --record FILE. Then delete this Form.
`;
